"""What every page of ours looks at, read before the first kernel is forked: memory they share."""

from __future__ import annotations

from territorial_lib.geography.similar import similar
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.settings import DEMONSTRATION, Settings
from territorial_lib.sources import Catalogue
from territorial_lib.store.log import system_clock
from territorial_lib.typography import long_date, quantity
from territorial_lib.workshop import results


def tables() -> None:
    """Read the tables and index them; a kernel whose files have changed since reads its own."""
    Catalogue.at(Settings.from_environment().data).read_ahead()


def words() -> None:
    """Read how French numbers and dates are written."""
    quantity(1234.5, "habitants")
    long_date(system_clock().date())


def territories() -> None:
    """Index what finds a territory and those that look like it; digest the code they share."""
    results.code()
    gazetteer = Gazetteer(Catalogue.at(Settings.from_environment().data))
    similar(gazetteer.territory(DEMONSTRATION), gazetteer)
