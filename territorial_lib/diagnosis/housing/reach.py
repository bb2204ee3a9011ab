"""The plants that the map shows, shared by every page: within the radius set, else the nearest."""

from __future__ import annotations

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.housing.block import PART
from territorial_lib.diagnosis.housing.coefficients import RADIUS
from territorial_lib.diagnosis.housing.plants import Reach, nearest, plants
from territorial_lib.diagnosis.part import View


def radius(case: Case) -> float:
    """Give the kilometres within which the room wants plants.

    Parameters
    ----------
    case : Case
        The territory and what its room said.
    """
    return PART.values(case)[RADIUS]


def _reach(case: Case) -> Reach:
    return Reach(plants(case, radius(case)), nearest(case))


REACH = View("view/plants", Reach, _reach, radius)
