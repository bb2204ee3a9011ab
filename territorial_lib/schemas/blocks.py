"""A block of a step: what answers one question, the notion behind it, the levers that move it."""

from __future__ import annotations

import msgspec

from territorial_lib.schemas.figures import Row


class Notion(msgspec.Struct, frozen=True, kw_only=True):
    """What a block is about, in plain French.

    Parameters
    ----------
    key : str
        Stable name, as in "food".
    title : str
        The question that the block answers, in French.
    meaning : str
        What it means, in two sentences.
    formula : str
        How it is computed, in words and letters.
    limits : str
        What it does not say.
    reference : str
        Where the method comes from; empty for plain counting.
    """

    key: str
    title: str
    meaning: str
    formula: str
    limits: str
    reference: str = ""


class Lever(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter that the room may move.

    Parameters
    ----------
    key : str
        Key of the log entry that moves it, such as "gaps/food/organic".
    label : str
        What it is, in French.
    unit : str
        Its unit, in French.
    default : float
        Value where the room moved nothing.
    low, high, step : float
        Bounds and smallest move.
    source : str
        Where the default comes from, in French.
    year : int or None
        Year of the default; None where no year makes sense.
    note : str
        What moving it does, in one sentence.
    """

    key: str
    label: str
    unit: str
    default: float
    low: float
    high: float
    step: float
    source: str
    year: int | None = None
    note: str = ""


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Something the territory lacks, as one line that may be ranked, chosen and answered.

    Parameters
    ----------
    key : str
        Stable name, such as "gaps/food/vegetables".
    label : str
        What is lacking, in French.
    theme : str
        Key of the block's notion.
    severity : float or None
        How much is lacking: 0 nothing, 1 everything; None where it cannot be measured.
    figure : str
        Id of the figure that measures it; empty where none does.
    sentence : str
        What the figure says, in French.
    low, high : float or None
        Band of the severity where the method is uncertain.
    """

    key: str
    label: str
    theme: str
    severity: float | None
    figure: str = ""
    sentence: str = ""
    low: float | None = None
    high: float | None = None


class Hectares(msgspec.Struct, frozen=True, kw_only=True):
    """Land that a use asks for.

    Parameters
    ----------
    use : str
        Stable name: "food", "energy", "hemp"...
    label : str
        The use, in French.
    value, low, high : float or None
        Hectares a year, and their band; None where they cannot be computed.
    kind : str
        "arable", "grass", "farmland", "forest": the land it can stand on.
    note : str
        From what the hectares follow.
    """

    use: str
    label: str
    value: float | None
    kind: str
    low: float | None = None
    high: float | None = None
    note: str = ""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of a block drawn side by side.

    Parameters
    ----------
    title : str
        What is drawn, in French.
    figures : tuple of str
        Ids of figures of the block, of one unit, in the order drawn.
    """

    title: str
    figures: tuple[str, ...]


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One question of a step, answered.

    Parameters
    ----------
    notion : Notion
        What it means, its formula, its limits.
    says : str
        What the figures say of this territory, in one or two French sentences.
    rows : tuple of Row
        Its figures; `key` marks the few shown first.
    levers : tuple of Lever
        Parameters that the room may move, in force or not.
    gaps : tuple of Gap
        What is lacking.
    hectares : tuple of Hectares
        Land asked for.
    picture : Picture or None
        The figures drawn; None where cards say enough.
    """

    notion: Notion
    says: str
    rows: tuple[Row, ...]
    levers: tuple[Lever, ...] = ()
    gaps: tuple[Gap, ...] = ()
    hectares: tuple[Hectares, ...] = ()
    picture: Picture | None = None
