"""How does one live here? What the room says, group by group, beside what can be measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Said
from territorial_lib.diagnosis.gaps.ratings import EVERYONE, Rating, ratings
from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.people import block as people_block
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.rows import row
from territorial_lib.diagnosis.stated import stated
from territorial_lib.schemas.blocks import Block, Gap, Notion
from territorial_lib.schemas.figures import Figure, Row, figure_id
from territorial_lib.schemas.room_votes import FEW, HIGHEST, THEMES, WELLBEING_KEY
from territorial_lib.typography import number, quantity

NOTION = Notion(
    key="wellbeing",
    title="Comment vit-on ici\u202f?",
    meaning=(
        "Le bien-être ne se lit pas dans les statistiques\u00a0: c’est la salle qui le note, thème "
        "par thème et groupe par groupe. À côté, quelques chiffres publiés sur le logement, les "
        "revenus et les services\u00a0; on ne mélange jamais les deux en une seule note."
    ),
    formula=(
        "Pour chaque thème et chaque groupe\u00a0: la médiane des notes de 0 à 10, l’écart entre "
        "le premier et le troisième quartile (la moitié des réponses est entre les deux), et le "
        f"nombre de réponses. Un groupe de moins de {FEW} réponses n’est pas montré seul."
    ),
    limits=(
        "La salle n’est pas la population\u00a0: elle dit ce que pensent les présents. Aucun "
        "indicateur embarqué ne dit la sécurité, les liens ni le pouvoir d’agir. Deux groupes qui "
        "notent différemment peuvent parler de vies différentes\u00a0: c’est à discuter, pas à "
        "moyenner."
    ),
    reference=(
        "Commission Stiglitz-Sen-Fitoussi (2009)\u00a0: mesurer le bien-être par plusieurs "
        "dimensions, sans indice unique"
    ),
)
_LABELS = dict(THEMES)
_BESIDE: dict[str, tuple[str, ...]] = {
    "housing": ("vacancy_rate", "owners", "median_income"),
    "time": ("jobs_per_100_active",),
    "health": ("doctor",),
    "ties": ("third_places", "france_services"),
    "nature": ("forest_share",),
}
"""Published indicators shown beside each theme; the others have none."""
_KEYS = ("vacancy_rate", "median_income", "doctor", "forest_share")
_FIRST, _MOST = 3, 6
"""Figures shown first: at least, at most."""
_MIDDLE = HIGHEST / 2
_NO_LAND = "Occupation des sols ou superficie absente de la source pour ce territoire."
_EMPTY = (
    "Personne n’a encore noté\u00a0: ouvrez la question «\u00a0Comment vit-on ici\u202f?\u00a0» à "
    "la salle. En attendant, voici ce que disent les chiffres publiés."
)


@dataclass(frozen=True)
class Inputs:
    """What is published beside the room's words.

    Parameters
    ----------
    beside : Mapping of str to Reading
        Readings by name, those of `_BESIDE`.
    """

    beside: Mapping[str, Reading]


def read(case: Case) -> Inputs:
    """Read what is published.

    Parameters
    ----------
    case : Case
        The territories.

    Returns
    -------
    Inputs
        For every territory of the case; what the room says is read with the block.
    """
    own = {"doctor", "forest_share"}
    names = [name for each in _BESIDE.values() for name in each if name not in own]
    found = {name: case.measured(name) for name in names}
    isolated: people_block.Inputs = case.once(people_block.NOTION.key, people_block.read)
    found["doctor"] = isolated.without["doctor"]
    found["forest_share"] = _forest(case)
    return Inputs(found)


def _forest(case: Case) -> Reading:
    forest, area = case.measured("forest"), case.measured("area")
    hectares = 100 * area.frame["value"]
    share = 100 * forest.frame["value"] / hectares.where(hectares > 0)
    status = forest.frame["status"].replace("missing", "observed")
    return Reading(
        theme="wellbeing",
        variable="forest-share",
        label="Forêts, en part de la superficie",
        unit="%",
        year=forest.year,
        source=forest.source,
        level=forest.level,
        frame=stated(share.clip(upper=100), status, forest.frame["note"], _NO_LAND),
    )


def by_group(answers: Sequence[Said]) -> dict[str, tuple[Rating, ...]]:
    """Gather what the groups say of each theme.

    Parameters
    ----------
    answers : sequence of Said
        Answers to the question on well-being.

    Returns
    -------
    dict of str to tuple of Rating
        By theme, in order; empty for a theme rated by fewer than three people.
    """
    return {theme: ratings(answers, theme) for theme, _ in THEMES}


def table(answers: Sequence[Said]) -> pd.DataFrame:
    """Lay out what the groups say, for a chart or a file.

    Parameters
    ----------
    answers : sequence of Said
        Answers to the question on well-being.

    Returns
    -------
    pandas.DataFrame
        One row a theme and group: ``theme``, ``label``, ``group``, ``group_label``, ``count``,
        ``median``, ``low``, ``high`` (quartiles), out of 10.
    """
    rows = [
        {
            "theme": theme,
            "label": _LABELS[theme],
            "group": each.group,
            "group_label": each.label,
            "count": each.count,
            "median": each.median,
            "low": each.low,
            "high": each.high,
        }
        for theme, found in by_group(answers).items()
        for each in found
    ]
    names = ("theme", "label", "group", "group_label", "count", "median", "low", "high")
    return pd.DataFrame(rows, columns=list(names))


def block(case: Case, inputs: Inputs, values: Mapping[str, float]) -> Block:
    """Show what the room says of its life, beside what is published.

    The severity of a theme is how far the room's median is from the top of the scale; its band
    goes from the most content group to the least. A theme is a gap where one group at least rates
    it under the middle.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with; the room's answers.
    inputs : Inputs
        What is published.
    values : Mapping of str to float
        No lever here.

    Returns
    -------
    Block
        The answer.
    """
    answers = case.declared.answers.get(WELLBEING_KEY, ())
    found = by_group(answers)
    rated = {theme: each for theme, each in found.items() if each}
    return Block(
        notion=NOTION,
        says=_says(len(answers), rated),
        rows=tuple(_rows(case, inputs, rated)),
        gaps=tuple(
            _gap(case, theme, each)
            for theme, each in rated.items()
            if min(one.median for one in each) < _MIDDLE
        ),
    )


def _rows(case: Case, inputs: Inputs, rated: Mapping[str, tuple[Rating, ...]]) -> list[Row]:
    most = _MOST if len(rated) >= _FIRST else _MOST - len(_KEYS)
    lowest = sorted(rated, key=lambda theme: rated[theme][0].median)[:most]
    rows = []
    for theme, label in THEMES:
        for each in rated.get(theme, ()):
            shown = each.group == EVERYONE and theme in lowest
            rows.append(_said(case, theme, each, shown))
        for name in _BESIDE.get(theme, ()):
            first = len(rated) < _FIRST and name in _KEYS
            rows.append(row(inputs.beside[name], case.codes, case.declared, label, first))
    return rows


def _said(case: Case, theme: str, rating: Rating, key: bool) -> Row:
    figure = Figure(
        id=figure_id("wellbeing", theme, case.territory.code, None, rating.group),
        label=f"{_LABELS[theme]}\u00a0: {rating.label}",
        value=rating.median,
        unit=f"sur {HIGHEST}",
        year=None,
        source="La salle",
        level="perimeter",
        status="declared",
        low=rating.low,
        high=rating.high,
        note=(
            f"Médiane de {rating.count} réponses\u202f; la moitié entre {number(rating.low)} et "
            f"{number(rating.high)}."
        ),
    )
    return Row(figure=figure, category=_LABELS[theme], key=key, versions=(figure,))


def _says(count: int, rated: Mapping[str, tuple[Rating, ...]]) -> str:
    if not count:
        return _EMPTY
    if not rated:
        return (
            f"Trop peu de notes pour les montrer sans désigner personne ({count} reçues, {FEW} au "
            "moins par thème). Voici ce que disent les chiffres publiés."
        )
    order = sorted(rated, key=lambda theme: rated[theme][0].median)
    low, high = order[0], order[-1]
    said = (
        f"Le plus mal noté par la salle\u00a0: «\u00a0{_LABELS[low]}\u00a0» "
        f"({_points(rated[low][0])})\u202f; le mieux\u00a0: «\u00a0{_LABELS[high]}\u00a0» "
        f"({_points(rated[high][0])})."
    )
    return said + _apart(rated)


def _points(rating: Rating) -> str:
    return quantity(rating.median, f"sur {HIGHEST}")


def _apart(rated: Mapping[str, tuple[Rating, ...]]) -> str:
    """Name the theme on which two groups differ most."""
    groups = {theme: each[1:] for theme, each in rated.items() if len(each) > 2}
    widest, spread = "", 0.0
    for theme, each in groups.items():
        medians = [one.median for one in each]
        if max(medians) - min(medians) > spread:
            widest, spread = theme, max(medians) - min(medians)
    if not widest:
        return ""
    ordered = sorted(groups[widest], key=lambda each: each.median)
    return (
        f" Les groupes s’écartent le plus sur «\u00a0{_LABELS[widest]}\u00a0»\u00a0: "
        f"{number(ordered[0].median)} ({ordered[0].label}), {number(ordered[-1].median)} "
        f"({ordered[-1].label})."
    )


def _gap(case: Case, theme: str, found: tuple[Rating, ...]) -> Gap:
    medians = [each.median for each in found]
    everyone = found[0]
    return Gap(
        key=f"gaps/wellbeing/{theme}",
        label=f"{_LABELS[theme]}\u00a0: la salle ne va pas bien",
        theme=NOTION.key,
        severity=1 - everyone.median / HIGHEST,
        low=1 - max(medians) / HIGHEST,
        high=1 - min(medians) / HIGHEST,
        figure=figure_id("wellbeing", theme, case.territory.code, None, EVERYONE),
        sentence=(
            f"{_points(everyone)} pour la salle ({everyone.count} réponses)\u202f; de "
            f"{number(min(medians))} à {number(max(medians))} selon les groupes."
        ),
    )


PART = Part(
    notion=NOTION,
    levers=lambda _: (),
    read=read,
    block=block,
    besides=lambda case: case.declared.answers.get(WELLBEING_KEY, ()),
)
