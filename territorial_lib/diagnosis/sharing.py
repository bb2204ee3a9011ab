"""What is computed once for every page that shows it: in the order in which it is worth having."""

from __future__ import annotations

import datetime
from typing import Any, Protocol

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.glocal import step as glocal
from territorial_lib.diagnosis.glocal.develop import WRITTEN
from territorial_lib.diagnosis.glocal.exchanges import EXCHANGES
from territorial_lib.diagnosis.glocal.ways import ANSWERED
from territorial_lib.diagnosis.housing.reach import REACH
from territorial_lib.diagnosis.leaks import step as leaks
from territorial_lib.diagnosis.people.communes import MAPPED
from territorial_lib.diagnosis.people.concerned import CONCERNED
from territorial_lib.diagnosis.summary.dated import summary_on
from territorial_lib.diagnosis.summary.mapped import MAPPED as ON_THE_DASHBOARD


class Shared(Protocol):
    """A block, or what a page shows beside its blocks."""

    @property
    def key(self) -> str:
        """Name under which it is published."""

    def depends(self, case: Case) -> object:
        """Give all that it depends on beside what the case reads.

        Parameters
        ----------
        case : Case
            The territory and what the room said of it.
        """

    def of(self, case: Case) -> Any:
        """Give it as it now is.

        Parameters
        ----------
        case : Case
            The territory and what the room said of it.
        """


SHARED: tuple[Shared, ...] = (
    *gaps.PARTS,
    REACH,
    MAPPED,
    CONCERNED,
    ON_THE_DASHBOARD,
    *leaks.PARTS,
    *glocal.PARTS[:-1],
    WRITTEN,
    *glocal.PARTS[-1:],
    EXCHANGES,
    ANSWERED,
)
"""Light ones first: who supplies whom asks for the goods of all of France, and comes last."""


def shared_on(day: datetime.date) -> tuple[Shared, ...]:
    """List what is shared on a day.

    Parameters
    ----------
    day : datetime.date
        The day when it is read.

    Returns
    -------
    tuple of Shared
        The blocks, what pages show beside, the dashboard's summary made of them, and last what the
        summary does not read.
    """
    first = tuple(each for each in SHARED if each is not EXCHANGES)
    return (*first, summary_on(day), EXCHANGES)
