"""Specialisation on the zones, pooled: checked by an independent path, edge and whole."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.glocal.specialities import specialities

DEMO, PARIS, MAYOTTE = "242600252", "200054781", "200060465"


@pytest.fixture(scope="module")
def found(catalogue, gazetteer):
    codes = [DEMO, PARIS, MAYOTTE, "26108", "dep:26"]
    return specialities(Case.every([gazetteer.territory(code) for code in codes], catalogue))


def test_two_zones_are_pooled_by_inhabitants(found, catalogue, gazetteer):
    jobs = catalogue.load("zone_jobs_a38").frame.set_index(["code", "sector"])["jobs_2023"]
    communes = gazetteer.communes
    inside = communes.loc[list(gazetteer.territory(DEMO).communes)]
    living = inside.groupby("zone_emploi")["population"].sum()
    assert len(living) == 2
    share = living / communes.groupby("zone_emploi")["population"].sum().reindex(living.index)
    local = sum(share[zone] * jobs[zone] for zone in living.index)
    nation = jobs.groupby("sector").sum()
    expected = (local / local.sum()) / (nation / nation.sum())
    pd.testing.assert_series_equal(
        found.quotient.loc[DEMO].sort_index(), expected.sort_index(), check_names=False
    )


def test_density_by_hand(found):
    phi, lq = found.proximity, found.quotient.loc[DEMO]
    known = lq.index[lq >= 1]
    by_hand = phi.loc[known, "CA"].sum() / phi["CA"].sum()
    assert found.density.loc[DEMO, "CA"] == pytest.approx(by_hand)


def test_relatedness_is_symmetric_and_bounded(found):
    phi = found.proximity.to_numpy()
    assert np.allclose(phi, phi.T) and np.allclose(np.diag(phi), 1)
    assert phi.min() >= 0 and phi.max() <= 1
    inside = found.density.drop(MAYOTTE)
    assert inside.min().min() >= 0 and inside.max().max() <= 1


def test_a_zone_without_figures_is_missing_never_zero(found):
    for table in (found.quotient, found.before, found.density, found.structure.estimated):
        assert table.loc[MAYOTTE].isna().all()


def test_every_epci_is_computed(catalogue, gazetteer):
    units = gazetteer.units("epci")
    every = specialities(Case.every([gazetteer.territory(code) for code in units.index], catalogue))
    unknown = every.quotient.isna().all(axis=1)
    assert set(unknown.index[unknown]) == set(units.index[units["departement"] == "976"])
    assert every.quotient[~unknown].notna().all(axis=None)
