"""The page of actors: adopted, named, completed, imported, voted, joined; everything undone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from territorial_lib.diagnosis.actors.list import read_list
from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.contributions import check_question, contributions
from territorial_lib.schemas.entries import (
    Actor,
    Answer,
    Author,
    Entry,
    Question,
    Retained,
    Vote,
    WorkshopSettings,
    new_id,
)
from territorial_lib.schemas.places import Place
from territorial_lib.sources import Catalogue
from territorial_lib.steps.actors.importing import ImportPanel
from territorial_lib.steps.actors.known import KnownPanel
from territorial_lib.steps.actors.map import ActorMap
from territorial_lib.steps.actors.naming import ActorTable, NamingPanel
from territorial_lib.steps.actors.power import PowerPanel
from territorial_lib.steps.actors.questions import calling, grading
from territorial_lib.steps.actors.room import ActorsRoom
from territorial_lib.steps.actors.stakes import StakePanel
from territorial_lib.steps.actors.teams import MissingPanel, TeamPanel
from territorial_lib.store import projections
from territorial_lib.workshop import create

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")
VEGETABLES = "gaps/food/vegetables"


@pytest.fixture
def room(tmp_path):
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="26108")
    workshop = create(tmp_path / "essai.atelier", settings, CATALOGUE)
    yield ActorsRoom(workshop)
    workshop.close()


def named(room, *names, **fields):
    return room.workshop.add_all([(Actor(name=name, **fields), None) for name in names])


def participant(group, number):
    return Author(pseudonym="", group=group, participant=f"{number:032x}")


def vote(room, id_, scale, *values):
    made = [
        Entry(
            id=new_id(), who=participant("citizen", n), body=Vote(entry=id_, scale=scale, value=v)
        )
        for n, v in enumerate(values, 1)
    ]
    room.workshop.store.append(made)


def test_every_panel_has_words_when_nothing_is_said(room):
    panels = [NamingPanel, ImportPanel, ActorTable, PowerPanel, StakePanel, MissingPanel, TeamPanel]
    shown = [each(room) for each in panels]
    assert "n’a encore nommé personne" in shown[2].says.value
    assert "Nommez d’abord" in shown[3].says.value
    assert "Nommez des acteurs" in shown[4].says.value
    assert "Aucun manque n’est encore retenu" in shown[5].says.value
    assert shown[6].need.options[0][0].startswith("Exemple")
    assert shown[3].picture.value == shown[4].picture.value == ""


def test_a_known_actor_is_adopted_then_taken_back_in_one_click(room):
    panel = KnownPanel(room)
    panel.filter.value = "fab unit"
    (line,) = panel.list.children
    line.button.click()
    (actor,) = room.found().actors
    assert actor.name == "Fab Unit" and actor.place == "Crest"
    assert "ANCT" in actor.note and "2024" in actor.note
    assert line.button.description == "✓ Ajouté"
    line.button.click()
    assert room.found().actors == ()
    assert line.button.description == "Ajouter"


def test_all_those_shown_are_adopted_once(room):
    panel = KnownPanel(room)
    panel.all.click()
    panel.all.click()
    assert len(room.found().actors) == len(room.found().known)


def test_an_actor_is_named_on_the_map_completed_and_its_retouch_undone(room):
    panel = NamingPanel(room)
    panel.form.name.control.value = "Coopérative <b>"
    panel.form.offered.control.value = "Former"
    panel.form.set_place(5.02, 44.73, "26108")
    panel.form.submit()
    (actor,) = room.found().actors
    assert actor.capacities == ("Former",) and actor.point == (5.02, 44.73)
    assert panel.form.name.control.value == ""
    panel.form.which.control.value = actor.id
    assert panel.form.name.control.value == "Coopérative <b>"
    panel.form.stakes.control.value = "L’eau\n\nLe bois"
    panel.form._sent_at = -1.0
    panel.form.submit()
    (completed,) = room.found().actors
    assert completed.id == actor.id and completed.stakes == ("L’eau", "Le bois")
    panel.undo.click()
    assert room.found().actors == (actor,)


def test_a_place_given_later_keeps_the_votes_and_can_be_undone(room):
    (id_,) = named(room, "Lycée")
    vote(room, id_, "power", 3, 5, 9)
    panel = NamingPanel(room)
    panel.form.which.control.value = id_
    panel.form.place.control.value = "26108"
    panel.form.submit()
    (moved,) = room.found().actors
    assert moved.place == "Crest" and moved.power == 5
    panel.undo.click()
    (back,) = room.found().actors
    assert back.id == id_ and back.place == "" and back.power == 5


def test_a_name_already_there_is_refused_in_french(room):
    named(room, "Lycée")
    panel = NamingPanel(room)
    panel.form.name.control.value = "lycee"
    panel.form.submit()
    assert "déjà dans la liste" in panel.form.notice.value
    assert len(room.found().actors) == 1


LIST = """Nom;Type;Capacités;Enjeux
Ferme du Bois;Ferme;maraîchage, vente;L’eau | Le bois
;Association;;
Ferme du bois;;;
"Épicerie ; bio";Association;;Le lien
"""


def test_a_list_is_read_line_by_line():
    found = read_list(LIST)
    assert [each.name for each in found.actors] == ["Ferme du Bois", "Épicerie ; bio"]
    assert found.actors[0].capacities == ("maraîchage", "vente")
    assert found.actors[0].stakes == ("L’eau", "Le bois")
    assert [line for line, _ in found.refused] == [3, 4]
    assert read_list(LIST, ["FERME DU BOIS"]).actors[0].name == "Épicerie ; bio"


@pytest.mark.parametrize(
    ("text", "names", "refused"),
    [
        ("", [], []),
        ("Seule\n\n\r\nAutre", ["Seule", "Autre"], []),
        ("A\tEntreprise\tformer", ["A"], []),
        ("A,Entreprise,former|vendre", ["A"], []),
        ("A;b;c;d;e", [], [1]),
        (f"{'x' * 201};b", [], [1]),
        ('A;b\n"ouvert;c\nD', ["A"], [2]),
    ],
)
def test_odd_lists(text, names, refused):
    found = read_list(text)
    assert [each.name for each in found.actors] == names
    assert [line for line, _ in found.refused] == refused


def test_a_pasted_list_is_shown_then_written_at_once_and_undone(room):
    panel = ImportPanel(room)
    panel.text.value = LIST
    assert "Ferme du Bois" in panel.preview.value and "le nom manque" in panel.preview.value
    assert room.found().actors == ()
    assert panel.button.description == "Ajouter 2 acteurs"
    panel.button.click()
    assert len(room.found().actors) == 2
    panel.undo.click()
    assert room.found().actors == ()


def test_a_file_of_a_french_spreadsheet_is_read(room):
    panel = ImportPanel(room)
    content = "Nom;Type\nÉpicerie;Association".encode("cp1252")
    panel.file.value = (
        {
            "name": "a.csv",
            "type": "text/csv",
            "size": len(content),
            "content": memoryview(content),
            "last_modified": datetime(2026, 1, 1, tzinfo=UTC),
        },
    )
    assert panel.text.value.endswith("Épicerie;Association")


def test_phones_grade_the_actors(room):
    ids = named(room, "Lycée", "Mairie")
    asked = grading("power", room.found().actors)
    assert check_question(asked) == []
    opened = Entry(id=new_id(), who=Author(pseudonym="", group="facilitator"), body=asked)
    made = contributions("f" * 32, participant("firm", 1), opened, {f"p_{ids[0]}": 7})
    assert [each.body for each in made] == [Vote(entry=ids[0], scale="power", value=7)]


def test_more_actors_than_a_phone_holds_are_asked_the_least_graded_first(room):
    ids = named(room, *(f"Acteur {n}" for n in range(45)))
    for id_ in ids[:5]:
        vote(room, id_, "power", 1, 2, 3)
    asked = grading("power", room.found().actors).form["properties"]
    assert len(asked) == 40 and not {f"p_{each}" for each in ids[:5]} & set(asked)
    with pytest.raises(InvalidEntry):
        grading("power", ())


def test_votes_move_the_picture_and_aloud_only_waits_for_them(room):
    (id_,) = named(room, "Lycée")
    panel = PowerPanel(room)
    panel.power.value, panel.interest.value = 9, 1
    panel.place_button.click()
    assert "convenu à voix haute" in panel.picture.value and "À convaincre" in panel.picture.value
    vote(room, id_, "power", 1, 2, 3)
    vote(room, id_, "interest", 8, 9, 9)
    panel.refresh()
    assert "convenu à voix haute" not in panel.picture.value
    assert "à renforcer\u00a0: Lycée" in panel.says.value
    assert room.found().actors[0].power == 2


def test_a_placing_aloud_is_taken_back(room):
    named(room, "Lycée")
    panel = PowerPanel(room)
    panel.place_button.click()
    assert room.found().actors[0].placed
    panel.free_button.click()
    assert not room.found().actors[0].placed
    assert panel.picture.value == ""


def test_a_vote_is_opened_once_and_again_when_somebody_is_named(room):
    named(room, "Lycée")
    panel = PowerPanel(room)
    panel._ask("power")
    panel._ask("power")
    assert len(room.workshop.said(Question)) == 1
    named(room, "Mairie")
    panel._ask("power")
    assert len(room.workshop.said(Question)) == 2


def test_stakes_are_drawn_and_told(room):
    named(room, "Mairie", sort="Commune", stakes=["L’eau"])
    named(room, "Firme", sort="Entreprise", stakes=["l'eau"])
    panel = StakePanel(room)
    assert "Enjeu partagé par administration et entreprises" in panel.says.value
    assert "<svg" in panel.picture.value
    assert "partagé" in panel.table.csv()


def test_the_map_counts_and_places(room):
    named(room, "Sans lieu")
    room.workshop.add(Actor(name="Ici"), Place(commune="26108"))
    room.workshop.add(Actor(name="Là"), Place(lon=5.02, lat=44.73))
    shown = ActorMap(room)
    assert shown._read("named").values["26108"] == 1
    marks = {each.label: each for each in shown._drawn()}
    assert {"Ici", "Là"} <= set(marks) and "Sans lieu" not in marks
    assert "centre de" in marks["Ici"].detail and "centre" not in marks["Là"].detail
    assert marks["Fab Unit"].mark == "unknown"


def test_a_coalition_is_found_kept_and_let_go(room):
    room.workshop.add(Retained(step="gaps", subject=VEGETABLES, label="Des légumes"))
    named(room, "Ferme", capacities=["maraîchage", "vente directe"])
    panel, missing = TeamPanel(room), MissingPanel(room)
    assert "1 acteur suffit" in panel.shown.value and "Ferme" in panel.shown.value
    assert "Transformer les produits de la ferme" in missing.list.value
    panel.keep.click()
    kept = projections.carried_on(room.workshop.log())
    assert kept[f"actors/team/{VEGETABLES}"] == "Des légumes\u00a0: Ferme"
    assert [each.need.key for each in room.found().teams] == [VEGETABLES]
    panel.keep.click()
    assert f"actors/team/{VEGETABLES}" not in projections.carried_on(room.workshop.log())


def test_a_known_actor_is_invited_for_what_is_missing(room):
    room.workshop.add(Retained(step="gaps", subject=VEGETABLES, label="Des légumes"))
    panel = TeamPanel(room)
    assert any("Commune de Crest" in label for label, _ in panel.guest.options)
    panel.guest.value = "commune/26108"
    panel.invite.click()
    assert [each.name for each in room.found().actors] == ["Commune de Crest"]
    assert "Commune de Crest" in panel.shown.value


def test_what_a_gap_calls_for_is_corrected_and_brought_back(room):
    room.workshop.add(Retained(step="gaps", subject=VEGETABLES, label="Des légumes"))
    panel = TeamPanel(room)
    panel.needed.value = "maraîchage\njongler"
    panel._save()
    assert "jongler" in panel.shown.value and "Dit par la salle" in panel.shown.value
    panel.needed.value = "jongler"
    panel._save()  # the facilitator's last list replaces the one before
    assert room.found().teams[0].need.capacities == ("jongler",)
    panel._back()
    assert "Proposé par le classeur" in panel.shown.value


def test_the_room_says_what_a_gap_calls_for(room):
    room.workshop.add(Retained(step="gaps", subject=VEGETABLES, label="Des légumes"))
    asked = calling([each.need for each in room.found().teams])
    assert check_question(asked) == []
    opened = room.workshop.add(asked)
    values = {"gap": VEGETABLES, "capacities": "jongler"}
    room.workshop.add(Answer(question=opened, values=values), who=participant("firm", 1))
    assert room.found().teams[0].need.capacities == ("jongler",)


def test_what_is_typed_is_never_markup(room):
    evil = "<img src=x onerror=alert(1)>"
    ids = named(room, evil, sort=evil, capacities=[evil], stakes=[evil, "b"])
    named(room, "Autre", stakes=[evil])
    room.workshop.add(Retained(step="gaps", subject=VEGETABLES, label=evil))
    vote(room, ids[0], "power", 1, 2, 3)
    vote(room, ids[0], "interest", 1, 2, 3)
    shown = [
        PowerPanel(room).picture.value,
        StakePanel(room).picture.value,
        StakePanel(room).ties.value,
        MissingPanel(room).list.value,
        TeamPanel(room).shown.value,
        ActorTable(room).table.html(),
        ActorTable(room).says.value,
    ]
    panel = ImportPanel(room)
    panel.text.value = f"{evil} bis;{evil};{evil};{evil}"
    assert not [each for each in [*shown, panel.preview.value] if "<img" in each]


def test_a_stake_that_many_share_names_a_few_and_its_file_all(room):
    for n in range(30):
        room.workshop.add(Actor(name=f"Ferme {n}", stakes=["Eau"]))
    panel = StakePanel(room)
    assert "et 18 autres" in panel.table.html()
    assert "Ferme 29" in panel.table.csv()
    panel.table.filter.value = "ferme 29"
    assert "<tbody></tbody>" not in panel.table.html(), "a name that is not shown is found"
