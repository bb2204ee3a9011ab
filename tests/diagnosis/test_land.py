"""Food, energy and materials on the same hectares: nothing given twice, what lacks is flagged."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.diagnosis import food, land
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.land import Available
from territorial_lib.diagnosis.land.balance import CEILINGS
from territorial_lib.diagnosis.land.inputs import shared
from territorial_lib.schemas.blocks import Hectares
from territorial_lib.schemas.land import CORINE

NONE = dict.fromkeys(CEILINGS.values(), 100.0)
UNKNOWN = Available(math.nan, math.nan, math.nan)
TERRITORIES = ("242600252", "200054781", "26108", "01311", "29155", "249740119", "dep:974")
MATERIALS = (
    Hectares(use="energy", label="Énergie", value=None, kind="farmland"),
    Hectares(use="hemp", label="Isolants\u00a0: chanvre", value=40.0, kind="arable"),
    Hectares(use="wood", label="Isolants\u00a0: bois", value=100.0, kind="forest"),
)


def demand(use, value, kind="arable", low=None, high=None):
    return Hectares(use=use, label=use, value=value, kind=kind, low=low, high=high)


def sure(value):
    return Available(value, value, value)


def here(farmland, arable):
    return {"farmland": sure(farmland), "arable": sure(arable)}


def granted(fit):
    return dict(zip(fit.uses["use"], fit.uses["granted"], strict=True))


def test_what_fits_is_given_whole():
    uses = [demand("food", 50.0), demand("hemp", 10.0), demand("energy", 20.0, "farmland")]
    fit = land.assess(uses, here(100, 80), NONE)
    assert fit.verdict == "fits"
    assert granted(fit) == {"food": 50, "hemp": 10, "energy": 20}
    assert (fit.lacking, fit.free) == (0, 20)


def test_what_does_not_fit_is_shared_alike_and_flagged():
    fit = land.assess([demand("food", 150.0), demand("hemp", 50.0)], here(100, 100), NONE)
    assert fit.verdict == "exceeds"
    assert granted(fit) == {"food": 75, "hemp": 25}
    assert (fit.lacking, fit.free) == (100, 0)


def test_crops_do_not_grow_on_grass_but_grass_may_on_arable_land():
    crops = land.assess([demand("food", 80.0), demand("cows", 20.0, "grass")], here(100, 60), NONE)
    assert crops.verdict == "exceeds"
    assert granted(crops) == {"food": 60, "cows": 20}
    grass = land.assess([demand("food", 10.0), demand("cows", 90.0, "grass")], here(100, 60), NONE)
    assert grass.verdict == "fits"
    assert grass.lacking == 0


def test_a_ceiling_leaves_the_land_to_the_others():
    uses = [demand("food", 90.0), demand("hemp", 30.0), demand("flax", 10.0)]
    capped = land.assess(uses, here(100, 100), {**NONE, CEILINGS["materials"]: 8.0})
    assert granted(capped)["hemp"] == pytest.approx(6)
    assert granted(capped)["flax"] == pytest.approx(2)
    assert granted(capped)["food"] == pytest.approx(90)
    assert capped.lacking == pytest.approx(32)
    free = land.assess(uses, here(100, 100), NONE)
    assert granted(free)["food"] < 90


def test_bands_that_cross_are_uncertain():
    fit = land.assess([demand("food", 90.0, low=80.0, high=120.0)], here(100, 100), NONE)
    assert fit.verdict == "uncertain"
    band = {"farmland": sure(100.0), "arable": Available(100.0, 50.0, 100.0)}
    assert land.assess([demand("food", 90.0)], band, NONE).verdict == "uncertain"


def test_without_land_nothing_is_said_to_fit():
    uses = [demand("food", 10.0), demand("energy", None, "farmland")]
    fit = land.assess(uses, {"farmland": UNKNOWN, "arable": UNKNOWN}, NONE)
    assert fit.verdict == "unknown"
    assert fit.uses["granted"].isna().all()
    assert fit.unknown == ("energy",)
    known = land.assess(uses, {"farmland": sure(100.0), "arable": UNKNOWN}, NONE)
    assert known.verdict == "uncertain"
    assert land.assess([], here(100, 60), NONE).verdict == "unknown"


DEMANDS = st.lists(
    st.tuples(
        st.sampled_from(["food", "energy", "hemp", "flax"]),
        st.floats(0, 1e5),
        st.sampled_from(["arable", "grass", "farmland", "forest"]),
    ),
    max_size=6,
)


@given(DEMANDS, st.floats(0, 1e5), st.floats(0, 1), st.floats(0, 100), st.floats(0, 100))
def test_the_land_given_never_exceeds_what_exists_without_being_flagged(
    rows, farmland, share, energy, materials
):
    arable = farmland * share
    ceilings = dict(zip(CEILINGS.values(), (energy, materials), strict=True))
    fit = land.assess([demand(*row) for row in rows], here(farmland, arable), ceilings)
    uses = fit.uses
    assert uses["granted"].sum() <= farmland + 1e-6
    assert uses.loc[uses["kind"] == "arable", "granted"].sum() <= arable + 1e-6
    assert (uses["granted"] <= uses["capped"] + 1e-6).all()
    assert (uses["capped"] <= uses["asked"] + 1e-6).all()
    for family, ceiling in zip(CEILINGS, (energy, materials), strict=True):
        mine = uses.loc[uses["family"] == family, "granted"].sum()
        assert mine <= farmland * ceiling / 100 + 1e-6
    if not uses.empty and fit.asked > farmland:
        assert fit.verdict == "exceeds"
        assert fit.lacking > 0
    assert fit.free + fit.granted == pytest.approx(farmland, abs=1e-5)


# ---- the land that exists


def seen(**hectares):
    frame = pd.DataFrame(0.0, index=["x"], columns=[f"clc_{code}" for code in CORINE])
    return frame.assign(**{f"clc_{code[1:]}": value for code, value in hectares.items()})


def test_mixed_land_is_the_band_between_crops_and_grass():
    found = shared(pd.Series({"x": 80.0}), seen(_211=30.0, _231=10.0, _242=60.0, _311=5.0))
    assert found.value.loc["x"].to_dict() == pytest.approx(
        {"farmland": 80, "arable": 60, "grass": 20, "forest": 5}
    )
    assert found.low.at["x", "arable"] == pytest.approx(24)
    assert found.high.at["x", "arable"] == pytest.approx(72)
    assert found.low.at["x", "grass"] + found.high.at["x", "arable"] == pytest.approx(80)
    mixed = shared(pd.Series({"x": 80.0}), seen(_242=60.0))
    assert mixed.value.at["x", "arable"] == pytest.approx(40)
    assert shared(pd.Series({"x": 80.0}), seen()).value["arable"].isna().all()


def test_the_nation_has_the_arable_land_that_its_crops_take(catalogue, gazetteer):
    codes = gazetteer.units("epci").index
    found = land.read(Case.every([gazetteer.territory(code) for code in codes], catalogue))
    crops = catalogue.load("crops_2010").frame["area"].sum()
    forage = catalogue.load("forage_2020").frame.groupby("forage")["area"].sum()
    sown = crops + forage["temporary_grass"]
    assert found.low["arable"].sum() < sown < found.high["arable"].sum()
    known = found.value["arable"].notna()
    together = found.value["arable"] + found.value["grass"]
    assert together[known].to_numpy() == pytest.approx(found.value["farmland"][known].to_numpy())


# ---- the block


@pytest.fixture(scope="module", params=TERRITORIES)
def block(request, catalogue, gazetteer):
    case = Case.every([gazetteer.territory(request.param)], catalogue)
    asked = (*food.PART.of(case).hectares, *MATERIALS)
    values = {each.key: case.lever(each) for each in land.levers(catalogue)}
    return land.block(case, land.read(case), asked, values)


def test_the_block_of_every_kind_of_territory(block):
    assert block.says
    assert "Énergie" in block.says
    assert 3 <= sum(row.key for row in block.rows) <= 6
    ids = [row.figure.id for row in block.rows]
    assert len(set(ids)) == len(ids)
    for row in block.rows:
        figure = row.figure
        assert (figure.value is None) == (figure.status == "missing"), figure
        assert figure.low is None or figure.low <= figure.value <= figure.high, figure
    for gap in block.gaps:
        assert gap.figure in ids
        assert 0 <= gap.low <= gap.severity <= gap.high <= 1
    assert block.hectares == ()


def test_a_metropolis_is_told_that_it_does_not_fit(catalogue, gazetteer):
    case = Case.every([gazetteer.territory("200054781")], catalogue)
    asked = food.PART.of(case).hectares
    found = land.block(case, land.read(case), asked, NONE)
    assert "ne tient pas" in found.says
    (gap,) = found.gaps
    assert gap.severity > 0.99
