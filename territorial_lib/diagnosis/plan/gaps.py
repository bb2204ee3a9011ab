"""The gaps and figures of the diagnosis that an action may answer and be measured by."""

from __future__ import annotations

from collections.abc import Iterator

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks.said import share_id
from territorial_lib.schemas.blocks import Block, Gap
from territorial_lib.schemas.figures import Figure

LEAKS = "leaks/"
_PARTS = {each.notion.key: each for each in gaps.PARTS}


def block_of(case: Case, key: str) -> Block | None:
    """Compute the block that a gap belongs to, and it alone.

    Parameters
    ----------
    case : Case
        The territory.
    key : str
        Key of a gap, such as "gaps/food/meat" or "leaks/ca".

    Returns
    -------
    Block or None
        None for words that are no key.
    """
    if key.startswith(LEAKS):
        return leaks_block.PART.of(case)
    step, _, rest = key.partition("/")
    part = _PARTS.get(rest.partition("/")[0]) if step == "gaps" else None
    return None if part is None else part.of(case)


def gap_of(case: Case, key: str) -> Gap | None:
    """Find a gap by its key.

    Parameters
    ----------
    case : Case
        The territory.
    key : str
        Its key.

    Returns
    -------
    Gap or None
        None where the territory has no such gap, or for words that are no key.
    """
    block = block_of(case, key)
    found = [] if block is None else [each for each in block.gaps if each.key == key]
    return found[0] if found else None


def indicators(case: Case, key: str) -> tuple[Figure, ...]:
    """List the figures of the diagnosis that may tell whether a gap is being answered.

    Parameters
    ----------
    case : Case
        The territory.
    key : str
        Key of the gap or leak answered.

    Returns
    -------
    tuple of Figure
        The one that measures the gap first, the key ones of its block after; for a leak, the
        share of that product bought here first. Missing figures are left out.
    """
    block = block_of(case, key)
    if block is None:
        return ()
    figures = {row.figure.id: row.figure for row in block.rows}
    ids = [*_first(case, key, block), *(row.figure.id for row in block.rows if row.key)]
    wanted = [figures[each] for each in dict.fromkeys(ids) if each in figures]
    return tuple(each for each in wanted if each.value is not None)


def today(case: Case, key: str, figure: str) -> Figure | None:
    """Give a figure of the diagnosis as it now stands.

    Parameters
    ----------
    case : Case
        The territory.
    key : str
        Key of the gap answered: its block holds the figure.
    figure : str
        Id of the figure.

    Returns
    -------
    Figure or None
        None where the block has no such figure.
    """
    block = block_of(case, key) if figure else None
    rows = () if block is None else block.rows
    return next((row.figure for row in rows if row.figure.id == figure), None)


def every(case: Case) -> tuple[Gap, ...]:
    """List every gap and leak of a territory.

    Parameters
    ----------
    case : Case
        The territory.

    Returns
    -------
    tuple of Gap
        The gaps, the first to answer first, then the leaks; computed whole: some seconds.
    """
    ranked = gaps.diagnose(case).priorities
    return (*(each.gap for each in ranked), *leaks_block.PART.of(case).gaps)


def _first(case: Case, key: str, block: Block) -> Iterator[str]:
    if key.startswith(LEAKS):
        yield share_id(case.territory.code, key.removeprefix(LEAKS).upper())
    yield from (gap.figure for gap in block.gaps if gap.key == key and gap.figure)
