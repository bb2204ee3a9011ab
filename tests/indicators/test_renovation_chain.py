"""Renovation link by link: shares, tonnes, hectares, and the first link that breaks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.indicators import renovation_chain as chain

WEIGHTS = st.lists(st.floats(0, 1000), min_size=1, max_size=6)


@given(WEIGHTS)
def test_shares_make_one_whatever_the_unit(weights):
    shares = chain.mix(pd.Series(weights))
    if sum(weights) > 1e-9:
        assert shares.sum() == pytest.approx(1)
        assert chain.mix(pd.Series(weights) * 7).to_numpy() == pytest.approx(shares.to_numpy())
    elif sum(weights) == 0:
        assert shares.isna().all()


def test_a_negative_share_is_refused():
    with pytest.raises(ValueError, match="negative"):
        chain.mix(pd.Series([1.0, -1.0]))


def test_houses_among_leaky_dwellings_follow_bayes():
    share = pd.Series({"city": 0.2, "village": 1.0, "towers": 0.0, "unknown": np.nan})
    houses = chain.in_houses(share, house_rate=0.3, flat_rate=0.2)
    assert houses["city"] == pytest.approx(0.06 / 0.22)
    assert (houses["village"], houses["towers"]) == (1, 0)
    assert np.isnan(houses["unknown"])
    with pytest.raises(ValueError, match="above 1"):
        chain.in_houses(pd.Series([35.0]), 0.3, 0.2)


def test_a_hemp_plant_of_the_press_is_found_again():
    """Biofib (2024): 110 houses a week, 350 m2 each, 2 million m2 a year."""
    dwellings = pd.DataFrame({"house": [110.0 * 52], "flat": [0.0]})
    area = chain.insulated_area(dwellings, pd.Series({"house": 350.0, "flat": 200.0}))
    assert area[0] == pytest.approx(2_000_000, rel=0.002)
    asked = chain.tonnes(area, pd.Series({"hemp": 1.0}), pd.Series({"hemp": 8.2}))
    hectares = chain.harvest(asked, pd.Series({"hemp": 7 * 0.28}))
    assert hectares.at[0, "hemp"] == pytest.approx(2_002_000 * 8.2 / 1000 / 1.96)


@given(st.floats(0.01, 1e6), st.floats(0.1, 10))
def test_tonnes_and_hectares_grow_as_the_area(area, factor):
    shares, mass = pd.Series({"a": 0.4, "b": 0.6}), pd.Series({"a": 8.0, "b": 30.0})
    once = chain.tonnes(pd.Series([area]), shares, mass)
    more = chain.tonnes(pd.Series([area * factor]), shares, mass)
    assert (more / once).to_numpy() == pytest.approx(factor)
    yields = pd.Series({"a": 2.0, "b": np.nan})
    assert chain.harvest(more, yields).at[0, "a"] == pytest.approx(more.at[0, "a"] / 2)
    assert np.isnan(chain.harvest(more, yields).at[0, "b"])


def test_the_first_link_that_breaks_is_named_in_order():
    links = pd.DataFrame(
        {
            "harvest": [np.nan, 2.0, 0.5, np.nan],
            "plants": [0.0, np.inf, 0.0, np.nan],
            "capacity": [0.2, 0.9, 3.0, np.nan],
        }
    )
    assert chain.first_break(links).tolist() == ["plants", "capacity", "harvest", ""]
    assert chain.held(links).to_numpy() == pytest.approx([0, 0.9, 0, np.nan], nan_ok=True)


def test_nothing_asked_never_breaks():
    available, asked = pd.DataFrame({"a": [0.0, 5.0, np.nan]}), pd.DataFrame({"a": [0.0, 0, 0]})
    margins = chain.margins(available, asked)["a"]
    assert np.isinf(margins[[0, 1]]).all()
    assert np.isnan(margins[2])
