"""France in pieces, and how far they are: nothing lost, nothing twice, known distances."""

from __future__ import annotations

import numpy as np
import pytest

from territorial_lib.geography.distances import centroids, distances
from territorial_lib.geography.partition import REST, partition


@pytest.mark.parametrize("code", ["242600252", "26108", "dep:26", "242600252+26281", "29155"])
def test_every_commune_of_france_is_in_one_piece(code, gazetteer):
    pieces = partition(gazetteer.territory(code), gazetteer)
    communes = [commune for piece in pieces for commune in piece.communes]
    assert len(communes) == len(set(communes)) == len(gazetteer.communes)
    assert pieces[0].code == code and len({piece.code for piece in pieces}) == len(pieces)


def test_an_epci_that_is_cut_leaves_its_rest(gazetteer):
    pieces = {piece.code: piece for piece in partition(gazetteer.territory("26108"), gazetteer)}
    epci = gazetteer.communes.at["26108", "epci"]
    whole = gazetteer.territory(epci).communes
    assert epci not in pieces
    assert set(pieces[f"{REST}{epci}"].communes) == set(whole) - {"26108"}


def test_known_distances(gazetteer):
    codes = ["75056", "13055", "31555", "97411"]
    km = distances(centroids([gazetteer.territory(code) for code in codes], gazetteer))
    assert km.at["75056", "13055"] == pytest.approx(661, abs=12)  # Paris–Marseille
    assert km.at["75056", "31555"] == pytest.approx(588, abs=12)  # Paris–Toulouse
    assert np.isinf(km.at["75056", "97411"])
    assert np.allclose(km, km.T) and (np.diag(km) == 0).all()


def test_a_territory_lies_where_its_people_are(gazetteer):
    place = centroids([gazetteer.territory("dep:13")], gazetteer).loc["dep:13"]
    marseille = gazetteer.communes.loc["13055"]
    assert abs(place["lat"] - marseille["lat"]) < 0.25 and place["land"] == "metropole"
