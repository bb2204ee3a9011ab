"""Diversity on the zones pooled and on the estimate: by hand, at the ends, everywhere."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.gaps import diversity
from territorial_lib.diagnosis.job_structure import JobStructure, job_structure
from territorial_lib.diagnosis.overlay import Correction
from tests.diagnosis.gap_cases import (
    DEMO,
    MAYOTTE,
    REUNION,
    TERRITORIES,
    case_of,
    every_epci,
    sound,
)


@pytest.fixture(scope="module")
def every(catalogue, gazetteer):
    return job_structure(every_epci(catalogue, gazetteer))


def structure(jobs: pd.DataFrame, nation: pd.Series) -> JobStructure:
    labels = pd.Series({name: name for name in jobs.columns})
    whole = pd.Series(True, index=jobs.index)
    return JobStructure(jobs, jobs, nation, labels, whole, pd.Series("Ici", index=jobs.index))


@pytest.mark.parametrize("code", TERRITORIES.values(), ids=TERRITORIES.keys())
def test_the_block_is_sound_everywhere(code, catalogue, gazetteer):
    case = case_of(code, catalogue, gazetteer)
    sound(diversity.PART.of(case), case.territory.code)


def test_whole_zones_give_their_very_jobs(catalogue, gazetteer):
    case = case_of(REUNION, catalogue, gazetteer)
    found = job_structure(case)
    jobs = catalogue.load("zone_jobs_a38").frame
    (zone,) = gazetteer.communes.loc[list(case.territory.communes), "zone_emploi"].unique()
    expected = jobs[jobs["code"] == zone].set_index("sector")["jobs_2023"]
    assert found.pooled.loc[REUNION].to_dict() == pytest.approx(expected.to_dict())
    figure = diversity.readings(case, found)["zones/effective"].figure(REUNION)
    assert figure.status == "observed"


def test_two_zones_count_for_the_inhabitants_who_live_here(catalogue, gazetteer):
    case = case_of(DEMO, catalogue, gazetteer)
    found = job_structure(case)
    communes = gazetteer.communes
    inside = communes.loc[list(case.territory.communes)].groupby("zone_emploi")["population"].sum()
    whole = communes.groupby("zone_emploi")["population"].sum()
    jobs = catalogue.load("zone_jobs_a38").frame.set_index(["code", "sector"])["jobs_2023"]
    by_hand = sum(inside[zone] / whole[zone] * jobs[zone] for zone in inside.index)
    assert len(inside) == 2
    assert found.pooled.loc[DEMO].to_dict() == pytest.approx(by_hand.to_dict())
    figure = diversity.readings(case, found)["zones/effective"].figure(DEMO)
    assert figure.status == "estimated"
    assert "Valence" in figure.note and "% des habitants" in figure.note


def test_regions_pooled_are_the_nation(catalogue, gazetteer):
    from territorial_lib.diagnosis.case import Case

    codes = [f"reg:{code}" for code in gazetteer.units("region").index]
    found = job_structure(Case.every([gazetteer.territory(each) for each in codes], catalogue))
    pd.testing.assert_series_equal(
        found.pooled.sum(), found.nation, check_names=False, check_exact=False, rtol=1e-9
    )


def test_every_epci_is_measured_within_bounds(every):
    found = diversity.assess(every)
    for frame in (found.zones, found.here):
        known = frame.dropna()
        assert len(known) == 1250  # Mayotte's five have no zone figures
        assert known["effective"].between(1, 36).all()
        assert np.allclose(np.exp(known["shannon"]), known["effective"])
        assert known["hhi"].between(1 / 36, 1).all()
        for name in ("krugman", "krugman_similar"):
            assert known[name].between(0, 2).all()
        for name in ("hachman", "hachman_similar"):
            assert known[name].between(0, 1 + 1e-9).all()


def test_the_nation_has_nothing_to_envy_itself():
    nation = pd.Series({"A": 50.0, "B": 30.0, "C": 20.0})
    jobs = pd.DataFrame([nation / 10, nation / 5], index=["x", "y"])
    found = diversity.assess(structure(jobs, nation)).zones
    assert found["krugman"].tolist() == pytest.approx([0, 0])
    assert found["hachman"].tolist() == pytest.approx([1, 1])
    assert found["krugman_similar"].tolist() == pytest.approx([0, 0])
    assert found["hachman_similar"].tolist() == pytest.approx([1, 1])
    assert found["absent"].tolist() == [0, 0]


def test_a_sector_that_no_other_has_makes_the_likeness_nil():
    nation = pd.Series({"A": 50.0, "B": 30.0, "C": 20.0})
    jobs = pd.DataFrame({"A": [0.0, 5.0], "B": [0.0, 5.0], "C": [9.0, 0.0]}, index=["x", "y"])
    found = diversity.assess(structure(jobs, nation)).zones
    assert found.at["x", "hachman_similar"] == 0
    assert found.at["x", "krugman_similar"] == pytest.approx(2)
    assert found.at["x", "effective"] == pytest.approx(1)
    assert found.at["x", "absent"] == 2


def test_alone_there_is_no_other_to_compare_with():
    nation = pd.Series({"A": 50.0, "B": 50.0})
    found = diversity.assess(structure(pd.DataFrame([nation], index=["x"]), nation)).zones
    assert pd.isna(found.at["x", "krugman_similar"])
    assert found.at["x", "krugman"] == 0


def test_mayotte_says_that_it_is_missing(catalogue, gazetteer):
    case = case_of(MAYOTTE, catalogue, gazetteer)
    block = diversity.PART.of(case)
    assert "Mayotte" in block.says
    assert not block.gaps
    assert {row.figure.status for row in block.rows} == {"missing"}


def test_a_corrected_sector_moves_the_estimate_alone(catalogue, gazetteer):
    figure = f"epci_jobs_a38/jobs/{DEMO}/2023/GZ"
    said = Correction(figure, 9_000.0, "", "Nadia", "24 novembre 2026", "recompté")
    before = diversity.assess(job_structure(case_of(DEMO, catalogue, gazetteer)))
    case = case_of(DEMO, catalogue, gazetteer, Declared((said,)))
    after = diversity.assess(job_structure(case))
    assert after.here.at[DEMO, "hhi"] > before.here.at[DEMO, "hhi"]
    pd.testing.assert_frame_equal(after.zones, before.zones)
