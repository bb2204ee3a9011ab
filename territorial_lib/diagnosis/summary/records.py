"""The records of a summary: frozen, in French words, every number a figure with its identity."""

from __future__ import annotations

import datetime

import msgspec

from territorial_lib.schemas.figures import Figure, Row


class KeyFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One of the ten figures.

    Parameters
    ----------
    key : str
        Stable name of its subject, such as "leaks".
    subject : str
        What it is about, in a few French words: of the figure wanted, not of a substitute.
    row : Row
        The figure, beside that of similar territories; missing where nothing tells it.
    instead : str
        What it stands in for, in French; empty where it is the figure wanted.
    """

    key: str
    subject: str
    row: Row
    instead: str = ""


class LeakSummary(msgspec.Struct, frozen=True, kw_only=True):
    """Where the money goes.

    Parameters
    ----------
    says : str
        The total, in one or two French sentences.
    share : Row or None
        The part of the purchases that leaves, in %, with its band; None where no block says it.
    total : Row or None
        The money that leaves, M€ a year, with its band.
    largest : tuple of Row
        The largest leaks by product, M€ a year, the largest first, energy apart.
    energy : Row or None
        The energy bill, M€ a year.
    """

    says: str
    share: Row | None = None
    total: Row | None = None
    largest: tuple[Row, ...] = ()
    energy: Row | None = None


class GapLine(msgspec.Struct, frozen=True, kw_only=True):
    """A gap that matters.

    Parameters
    ----------
    key, label, sentence : str
        As in `schemas.blocks.Gap`.
    theme : str
        Question of the block that measures it, in French.
    chosen : bool
        True where the room carries it on; False where only the ranking puts it here.
    severity : Figure
        From 0 (nothing lacks) to 1 (everything does), with its band; missing where unmeasured.
    importance : Figure
        Median of the room's notes, out of 10; missing under three votes.
    by_group : tuple of Figure
        The same for each group large enough to be shown, its label the group's name.
    disagreement : Figure or None
        Points between the groups that differ most; None for fewer than two groups.
    measure : Row or None
        The figure that measures it, beside similar territories.
    """

    key: str
    label: str
    sentence: str
    theme: str
    chosen: bool
    severity: Figure
    importance: Figure
    by_group: tuple[Figure, ...] = ()
    disagreement: Figure | None = None
    measure: Row | None = None


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """How a gap is answered: used, developed, allied for, or imported knowingly.

    Parameters
    ----------
    gap, label : str
        Key and name of the gap.
    way, way_label : str
        use, develop, ally or import; the same in French.
    chosen : bool
        True where the room decided it; False where the workbook proposes it.
    reason, who, when : str
        The room's reason, who said it and which day; empty where proposed or unsaid.
    evidence : str
        What the figures, or the room, say for this way; empty where they say nothing.
    """

    gap: str
    label: str
    way: str
    way_label: str
    chosen: bool
    reason: str = ""
    who: str = ""
    when: str = ""
    evidence: str = ""


class ActionLine(msgspec.Struct, frozen=True, kw_only=True):
    """An action of the plan.

    Parameters
    ----------
    id, title : str
        Id of the log's entry, and what is done.
    answers : str
        The gap or leak that it answers, in words; empty where unsaid.
    lead : str
        Who leads; empty where nobody does yet.
    partners : tuple of str
        Who helps.
    status : str
        In French: idée, prévue, en cours, faite, abandonnée.
    start, end : datetime.date or None
        Days; None where unsaid.
    cost, funding : Figure
        €; missing where unknown.
    vote : str
        The majority grade and how many voted, in French; empty where nobody did.
    by_group : tuple of tuple of (str, str)
        Name and majority grade of each group large enough to be shown.
    disagreement : str
        What divides the groups, in French; empty where they are close.
    decided : bool
        True where a decision is about it.
    counted : bool
        True where it is in the totals.
    """

    id: str
    title: str
    answers: str
    lead: str
    partners: tuple[str, ...]
    status: str
    start: datetime.date | None
    end: datetime.date | None
    cost: Figure
    funding: Figure
    vote: str = ""
    by_group: tuple[tuple[str, str], ...] = ()
    disagreement: str = ""
    decided: bool = False
    counted: bool = False


class DecisionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A decision.

    Parameters
    ----------
    id, title : str
        Id of the log's entry, and what was decided.
    basis : str
        consentement, vote or délégation.
    mandate, reason : str
        Who decides, and why; empty where unsaid.
    review : datetime.date or None
        When it is looked at again; None where unsaid.
    who, when : str
        Who wrote it and which day, in French.
    action : ActionLine or None
        The action decided about; None for none.
    """

    id: str
    title: str
    basis: str
    mandate: str
    reason: str
    review: datetime.date | None
    who: str
    when: str
    action: ActionLine | None = None


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """What the plan costs and would change in all.

    Parameters
    ----------
    says : str
        Which actions are counted, in one French sentence.
    cost, funding : Figure
        € of the actions counted; missing where none is costed.
    decided : Figure
        € of the actions that a decision is about.
    effects : tuple of Figure
        What would change, nothing counted twice, with bands; missing ones said.
    """

    says: str
    cost: Figure
    funding: Figure
    decided: Figure
    effects: tuple[Figure, ...] = ()


class FollowLine(msgspec.Struct, frozen=True, kw_only=True):
    """An action, before and after.

    Parameters
    ----------
    action, title, lead, status : str
        Id, title, who leads, status in French.
    share : Figure
        % done; missing where nobody said.
    indicator : str
        What tells that it works; empty where unsaid.
    baseline, target, measured : Figure
        The indicator at the start, aimed at, and last measured by the room.
    way : Figure
        % of the way from baseline to target that is covered: below 0 where it moved away.
    now : Figure or None
        The diagnosis' figure as it now stands, where the indicator is one.
    slipped : int
        Days between the end first promised and the one in force.
    late : bool
        True where the end has passed and it is not done.
    told : datetime.date or None
        Day of the last news; None where none was told.
    note : str
        What was said then.
    """

    action: str
    title: str
    lead: str
    status: str
    share: Figure
    indicator: str
    baseline: Figure
    target: Figure
    measured: Figure
    way: Figure
    now: Figure | None = None
    slipped: int = 0
    late: bool = False
    told: datetime.date | None = None
    note: str = ""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A workshop on one page.

    Parameters
    ----------
    code, name, kind : str
        The territory; its kind in French.
    says : str
        The territory in one sentence.
    compared : str
        Which territories it is compared with, and why, in French.
    likes : tuple of str
        Their names.
    figures : tuple of KeyFigure
        Ten, always.
    leaks : LeakSummary
        Where the money goes.
    gaps : tuple of GapLine
        The three that matter: those the room carries on first; fewer where fewer are known.
    choices : tuple of Choice
        How gaps are answered, the room's choices first.
    decisions : tuple of DecisionLine
        What was decided, in order.
    actions : tuple of ActionLine
        The plan, dropped actions left out.
    divided : tuple of str
        What divides the groups, in French.
    totals : Totals
        Cost and effects.
    follow_up : tuple of FollowLine
        Before and after, for the actions that have an indicator or of which news were told.
    """

    code: str
    name: str
    kind: str
    says: str
    compared: str
    likes: tuple[str, ...]
    figures: tuple[KeyFigure, ...]
    leaks: LeakSummary
    gaps: tuple[GapLine, ...]
    choices: tuple[Choice, ...]
    decisions: tuple[DecisionLine, ...]
    actions: tuple[ActionLine, ...]
    divided: tuple[str, ...]
    totals: Totals
    follow_up: tuple[FollowLine, ...]
