"""Who can act: known actors with their source, votes, shared stakes, exact coalitions."""

from __future__ import annotations

import json

import pytest

from territorial_lib.diagnosis.actors import step as actors
from territorial_lib.diagnosis.actors.capacities import (
    CAPACITIES,
    NEEDS,
    labels,
    needed,
)
from territorial_lib.diagnosis.actors.document import actors_document
from territorial_lib.diagnosis.actors.institutions import commune_of
from territorial_lib.diagnosis.actors.needs import QUESTION
from territorial_lib.diagnosis.actors.recognition import alike, brought, key_of, recognised
from territorial_lib.diagnosis.actors.sorts import SORTS, family
from territorial_lib.diagnosis.actors.votes import quadrant
from territorial_lib.diagnosis.declared import Actor, Ballot, Declared, Said
from territorial_lib.diagnosis.plan.planned import Planned, PlannedAction
from tests.diagnosis.gap_cases import DEMO, TERRITORIES, case_of, every_epci

LAND, GROW, PROCESS, SELL, BUY = labels("land", "grow", "process", "sell", "buy")
VEGETABLES = "gaps/food/vegetables"
TOWN = Actor("a" * 32, "Mairie", "Commune", (LAND, BUY), ("L’eau", "Les cantines"), commune="26108")
FARM = Actor("b" * 32, "Ferme du Bois", "Ferme, coopérative agricole", ("maraîcher",), ("l’eau",))
SHOP = Actor("c" * 32, "Épicerie", "Association", ("Vente directe",), ("les cantines", "Le lien"))
ALONE = Actor("d" * 32, "Fanfare", "Association", (), ("La fête",))


def found(catalogue, gazetteer, code=DEMO, **said):
    return actors.diagnose(case_of(code, catalogue, gazetteer, Declared(**said)))


def test_every_capacity_names_itself_alone_and_every_need_is_known():
    for each in CAPACITIES:
        assert recognised(each.label) == each.label
        assert recognised(each.label.upper()) == each.label
        assert each.holders
        whole = [stem.strip("^$") for stem in each.stems if " " in stem or stem.endswith("$")]
        assert {recognised(stem) for stem in whole} <= {each.label}
    assert len({alike(each.label) for each in CAPACITIES}) == len(CAPACITIES)
    for keys in NEEDS.values():
        assert len(labels(*keys)) == len(set(keys))


@pytest.mark.parametrize(
    ("typed", "shared"),
    [
        ("maraîchage bio", GROW),
        ("Légumerie", PROCESS),
        ("vente  directe", SELL),
        ("jongler", "jongler"),
        ("former à la vente", "former à la vente"),  # two capacities: left as typed
        ("culture du chanvre", labels("farm")[0]),  # the longer words win over those within
        ("ARTISANS DU BATIMENT", labels("renovate")[0]),
        ("trouver de la terre", LAND),
        ("circuits courts", SELL),
        ("achat public", BUY),
        ("local commercial", labels("premises")[0]),
        ("pommes de terre", "pommes de terre"),
        ("réseau local", "réseau local"),
        ("vendre plus", SELL),
        ("trouver terres", LAND),
    ],
)
def test_what_is_typed_is_recognised_only_when_it_names_one_capacity(typed, shared):
    assert recognised(typed) == shared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Réseaux locaux", "reseau local"),
        ("Tenir les comptes", "tenir  compte"),
        ("L’eau", "eaux"),
        ("Légumerie", "transformer les produits de la ferme"),
        ("sécurité civile", "Plan de sauvegarde"),
    ],
)
def test_accents_case_articles_plurals_and_synonyms_are_one(one, other):
    assert key_of(one) == key_of(other) != key_of("jongler")


def test_what_was_understood_otherwise_is_told_once():
    typed = ["  légumerie", "Légumerie", "jongler", "FORMER", "former"]
    assert brought(typed) == (("légumerie", PROCESS), ("Légumerie", PROCESS))
    assert brought(each.label.lower() for each in CAPACITIES) == ()


def test_a_gap_takes_the_needs_of_the_nearest_key():
    assert needed(VEGETABLES) == (LAND, GROW, PROCESS, SELL, BUY)
    assert needed("gaps/food/unheard") == needed("gaps/food") != ()
    assert needed("inventory/anything") == ()


def test_every_gap_of_the_diagnosis_has_proposed_needs(catalogue, gazetteer):
    from territorial_lib.diagnosis.gaps import step as gaps

    for gap in gaps.diagnose(case_of(DEMO, catalogue, gazetteer)).gaps:
        assert needed(gap.key), gap.key


def test_sorts_and_typed_sorts_have_a_group():
    assert {family(each) for each in SORTS} == {"administration", "firm", "association", "citizen"}
    assert family("CCI") == "administration"
    assert family("SCIC") == family("une ferme") == "firm"
    assert family("", "Association des parents") == "association"
    assert family("", "Zorglub") == "other"


def test_communes_are_named_as_french_does():
    assert commune_of("Crest") == "Commune de Crest"
    assert commune_of("Eurre") == "Commune d’Eurre"
    assert commune_of("Le Poët-Célard") == "Commune du Poët-Célard"
    assert commune_of("Les Abymes") == "Commune des Abymes"
    assert commune_of("La Rochelle") == "Commune de La Rochelle"


@pytest.mark.parametrize("code", TERRITORIES.values(), ids=TERRITORIES)
def test_known_actors_have_a_source_a_year_and_a_name_of_their_own(code, catalogue, gazetteer):
    known = actors.diagnose(case_of(code, catalogue, gazetteer)).known
    assert known
    assert len({each.key for each in known}) == len(known)
    assert len({(each.name, each.commune) for each in known}) == len(known)
    inside = gazetteer.territory(code).communes
    for each in known:
        assert each.source and each.year and each.name and each.sort in SORTS and each.capacities
        assert each.commune == "" or each.commune in inside
        assert each.family != "other"


def test_the_demonstration_territory_knows_its_own(catalogue, gazetteer):
    names = {each.name for each in found(catalogue, gazetteer).known}
    assert "Commune d’Eurre" in names
    assert "CC du Val de Drôme en Biovallée" in names
    assert "Bus France services Eurre" in names
    assert sum(name.startswith("Commune ") for name in names) == 29


def test_councils_that_are_not_departements(catalogue, gazetteer):
    def ruling(code):
        known = actors.diagnose(case_of(code, catalogue, gazetteer)).known
        return [each.name for each in known if each.table in {"departements", "regions"}]

    assert ruling("976" + "08") == ["Département-Région de Mayotte"]
    assert ruling("75056") == ["Région\u00a0: Île-de-France"]
    assert ruling("69123") == ["Région\u00a0: Auvergne-Rhône-Alpes"]  # the métropole has its powers
    assert ruling("2A004") == ["Collectivité de Corse"]


def test_large_territories_list_their_intercommunalites(catalogue, gazetteer):
    known = actors.diagnose(case_of("reg:53", catalogue, gazetteer)).known
    assert not [each for each in known if each.table == "communes"]
    assert len([each for each in known if each.table == "epci"]) > 50


def test_an_ended_currency_is_not_shown_and_a_state_bears_its_year(catalogue, gazetteer):
    known = actors.diagnose(case_of("44109", catalogue, gazetteer)).known
    money = {each.name: each.note for each in known if each.table == "local_currencies"}
    assert "SoNantes (monnaie locale)" not in money
    assert money["Moneko (monnaie locale)"] == "Active en 2022."


def test_what_the_room_adopts_is_marked(catalogue, gazetteer):
    town = Actor("e" * 32, "commune d'Eurre", commune="26125")
    known = {each.name: each.adopted for each in found(catalogue, gazetteer, actors=(town,)).known}
    assert known["Commune d’Eurre"] == town.id
    assert known["Commune d’Allex"] == ""


def votes(actor, scale, *given):
    return [Ballot(actor.id, scale, group, value) for group, value in given]


def test_votes_are_medians_with_their_spread_by_group(catalogue, gazetteer):
    said = [("citizen", 2), ("citizen", 4), ("citizen", 6), ("firm", 9), ("facilitator", 0)]
    room = found(
        catalogue,
        gazetteer,
        actors=(TOWN, FARM),
        ballots=(*votes(TOWN, "power", *said), *votes(TOWN, "interest", ("firm", 1))),
    )
    town = room.actor(TOWN.id)
    assert town.power == 5.0  # the facilitator's own is not a vote
    assert [each.group for each in town.power_votes] == ["all", "citizen"]  # one firm is not shown
    assert (town.power_votes[1].low, town.power_votes[1].high) == (3, 5)
    assert town.interest is None and not town.placed and quadrant(town) == ""


def test_under_three_votes_what_was_settled_aloud_counts(catalogue, gazetteer):
    ballots = [*votes(TOWN, "power", ("facilitator", 8), ("firm", 1))]
    ballots += votes(TOWN, "interest", ("facilitator", 2))
    town = found(catalogue, gazetteer, actors=(TOWN,), ballots=tuple(ballots)).actor(TOWN.id)
    assert (town.power, town.interest) == (8, 2)
    assert town.placed and not town.voted
    assert quadrant(town) == "À convaincre"


def test_stakes_typed_differently_meet(catalogue, gazetteer):
    room = found(catalogue, gazetteer, actors=(TOWN, FARM, SHOP, ALONE))
    stakes = {each.label: each for each in room.network.stakes}
    assert stakes["L’eau"].actors == (TOWN.id, FARM.id) and stakes["L’eau"].joint
    assert set(stakes["Les cantines"].actors) == {TOWN.id, SHOP.id}
    assert room.network.isolated == (ALONE.id,)
    assert [each.actor for each in room.network.bridges] == [TOWN.id]
    assert room.network.bridges[0].betweenness == pytest.approx(1 / 3)  # of the three other pairs
    assert "«\u00a0L’eau\u00a0»" in room.says


def test_the_coalition_of_a_gap_and_what_nobody_can_do(catalogue, gazetteer):
    room = found(
        catalogue, gazetteer, actors=(TOWN, FARM, SHOP), retained={VEGETABLES: "Des légumes"}
    )
    (team,) = room.teams
    assert team.need.kind == "gap" and team.need.label == "Des légumes"
    assert set(team.members) == {TOWN.id, FARM.id, SHOP.id}
    assert [each.capacity for each in team.missing] == [PROCESS]
    assert [each.capacity for each in room.wanted] == [PROCESS]
    assert room.wanted[0].needs == (VEGETABLES,)
    assert PROCESS in room.says
    assert room.wanted[0].holders


def test_known_actors_are_invited_for_what_is_missing(catalogue, gazetteer):
    room = found(catalogue, gazetteer, retained={VEGETABLES: "Des légumes"})
    missing = {each.capacity: each.known for each in room.wanted}
    assert any(each.name.startswith("Commune ") for each in missing[LAND])
    assert not missing[GROW]


def test_what_the_room_says_that_a_gap_calls_for_replaces_our_proposal(catalogue, gazetteer):
    said = Said("citizen", {"gap": VEGETABLES, "capacities": "maraîchage\njongler"})
    blank = Said("citizen", {"gap": VEGETABLES, "capacities": " "})
    room = found(
        catalogue,
        gazetteer,
        retained={VEGETABLES: "Des légumes"},
        answers={QUESTION: (said, blank)},
    )
    (team,) = room.teams
    assert team.need.capacities == (GROW, "jongler")
    assert team.need.origin == "Dit par la salle"


def test_an_action_keeps_its_lead_and_partners(catalogue, gazetteer):
    action = PlannedAction("f" * 32, "Légumerie", lead="épicerie", needs=("foncier", "jongler"))
    done = PlannedAction("0" * 32, "Faite", needs=("soigner",), status="done")
    room = found(
        catalogue, gazetteer, actors=(TOWN, FARM, SHOP), plan=Planned(actions=(action, done))
    )
    (team,) = room.teams
    assert team.need.already == (SHOP.id,)
    assert team.members == (SHOP.id, TOWN.id)
    assert [each.capacity for each in team.missing] == ["jongler"]


def test_the_coalition_of_one_action_is_the_one_of_the_whole(catalogue, gazetteer):
    action = PlannedAction("e" * 32, "Halle", lead="mairie", needs=("Foncier", "circuits courts"))
    said = {"actors": (FARM, SHOP, TOWN), "plan": Planned((action,))}
    case = case_of(DEMO, catalogue, gazetteer, Declared(**said))
    alone, named = actors.team_of(case, action)
    assert alone == actors.diagnose(case).teams[0]
    assert named == actors.diagnose(case).actors
    assert alone.members == (TOWN.id, SHOP.id) and not alone.missing


def test_alternatives_of_the_same_size_are_listed(catalogue, gazetteer):
    twins = tuple(Actor(f"{n:032x}", f"Ferme {n}", "Entreprise", ("maraîcher",)) for n in range(3))
    said = Said("citizen", {"gap": VEGETABLES, "capacities": "maraîcher"})
    room = found(
        catalogue,
        gazetteer,
        actors=twins,
        retained={VEGETABLES: "Des légumes"},
        answers={QUESTION: (said,)},
    )
    (team,) = room.teams
    assert team.members == (twins[0].id,)
    assert set(team.alternatives) == {(twins[1].id,), (twins[2].id,)}
    assert team.complete


def test_nobody_named_and_nothing_retained_is_said(catalogue, gazetteer):
    room = found(catalogue, gazetteer)
    assert room.actors == () and room.wanted == ()
    assert {each.need.kind for each in room.teams} == {"theme"}
    assert room.says.startswith("La salle n’a encore nommé personne")
    assert not room.network.stakes


def test_choices_of_other_steps_are_no_gaps(catalogue, gazetteer):
    room = found(catalogue, gazetteer, retained={"actors/team/x": "Une coalition"})
    assert {each.need.kind for each in room.teams} == {"theme"}


def test_the_document_is_plain_and_its_numbers_have_an_identity(catalogue, gazetteer):
    room = found(
        catalogue,
        gazetteer,
        actors=(TOWN, FARM, SHOP, ALONE),
        ballots=tuple(votes(TOWN, "power", ("firm", 3), ("firm", 5), ("citizen", 8))),
        retained={VEGETABLES: "Des légumes"},
    )
    written = json.loads(json.dumps(actors_document(room)))
    town = next(each for each in written["named"] if each["name"] == "Mairie")
    assert town["power"]["value"] == 5 and town["power"]["status"] == "declared"
    assert town["interest"]["status"] == "missing" and town["interest"]["value"] is None
    assert written["missing"][0]["capacity"] == PROCESS
    assert all(each["source"] and each["year"] for each in written["known"])


def test_two_hundred_actors_are_read_at_once(catalogue, gazetteer):
    many = tuple(
        Actor(
            f"{n:032x}",
            f"Acteur {n}",
            list(SORTS)[n % len(SORTS)],
            (CAPACITIES[n % 33].label, CAPACITIES[(n * 7) % 33].label),
            (f"enjeu {n % 23}", f"enjeu {n % 11}"),
        )
        for n in range(200)
    )
    room = found(catalogue, gazetteer, actors=many, retained={VEGETABLES: "Des légumes"})
    assert len(room.actors) == 200
    assert not room.teams[0].missing
    assert len(room.teams[0].members) <= 5


def test_every_epci_has_known_actors(catalogue, gazetteer):
    case = every_epci(catalogue, gazetteer)
    assert actors.diagnose(case).known
