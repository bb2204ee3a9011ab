"""A hall: a facilitator, five phones, a wall; no Internet, no secure context."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from territorial_lib.schemas.entries import (
    Closing,
    Moderation,
    Resource,
    Timer,
    WorkshopSettings,
)
from territorial_lib.store import projections
from territorial_lib.store.published import Published
from tests.conftest import wait_until
from tests.room.conftest import RESOURCE_FORM, SQUARE_MAP, HallWitness, OpenRoom

pytestmark = pytest.mark.browser
Visit = Callable[..., tuple[Any, HallWitness]]
GROUPS = ["Habitant·e", "Entreprise", "Administration", "Élu·e", "Association"]


@pytest.fixture
def mapped(room: OpenRoom) -> OpenRoom:
    """A room whose map the engine has published."""
    results = Published.beside(room.path)
    results.put("map", "square", json.dumps(SQUARE_MAP))
    results.close()
    return room


def serious(page: Any) -> list[str]:
    page.wait_for_timeout(100)
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def join(page: Any, room: OpenRoom, name: str = "", group: str = GROUPS[0]) -> None:
    page.goto(room.url)
    page.get_by_label("Prénom ou pseudonyme").fill(name)
    page.get_by_label(group).check()
    page.get_by_role("button", name="Rejoindre la salle").click()
    page.wait_for_selector("nav a[aria-current]")


def contribute(page: Any, label: str, use: str = "peu utilisée") -> None:
    page.get_by_label("Quoi").fill(label)
    page.get_by_label(use, exact=True).check()
    page.get_by_label("humaine", exact=True).check()
    page.get_by_role("button", name="Envoyer").click()


def labels(room: OpenRoom) -> list[str]:
    found = [item.body for item in projections.resources(room.store.entries())]
    return [body.label for body in found if isinstance(body, Resource)]


def test_a_whole_workshop(mapped: OpenRoom, visit_room: Visit) -> None:
    room = mapped
    wall, wall_witness = visit_room(1920, 1080)
    wall.goto(f"{room.url}mur")
    wall.wait_for_selector("text=Pas de question ouverte")
    phones = gather(room, visit_room)
    first = phones[0][0]
    wall.wait_for_selector("#there >> text=5 personnes")
    question = room.ask_question(RESOURCE_FORM, makes="resource")
    room.lead(Timer(seconds=300, label="Contributions"))
    for page, _ in phones:
        page.wait_for_selector("text=Qu’avons-nous que les chiffres")
    wall.wait_for_selector("h1:has-text('Qu’avons-nous')")
    wall.locator("#timer").wait_for()  # written after the question: news of its own
    touch_the_map(room, first, wall)
    for rank, (page, _) in enumerate(phones[1:]):
        page.get_by_label("Où").select_option("26113")
        contribute(page, f"Machine {rank}")
    wait_until(lambda: len(labels(room)) == 5)
    look_around(first)
    assert serious(wall) == []
    hide(room, first, wall)
    room.lead(Closing(question=question))
    vote_on(room, phones, wall)
    for _, witness in [*phones, (wall, wall_witness)]:
        assert witness.external == []
        assert witness.errors == []


def gather(room: OpenRoom, visit_room: Visit) -> list[tuple[Any, HallWitness]]:
    phones = []
    for rank, group in enumerate(GROUPS):
        page, witness = visit_room()
        join(page, room, f"Prénom{rank}", group)
        assert page.evaluate("window.isSecureContext") is False
        assert page.evaluate("typeof crypto.randomUUID") == "undefined"
        phones.append((page, witness))
    assert serious(phones[0][0]) == []
    return phones


def touch_the_map(room: OpenRoom, first: Any, wall: Any) -> None:
    assert first.get_by_role("button", name="Ma position").count() == 0
    first.get_by_role("button", name="Montrer sur la carte").click()
    first.locator("path[data-code='26108']").first.click()
    first.wait_for_selector("text=Point placé")
    assert first.get_by_label("Où").input_value() == "26108"
    assert serious(first) == []
    contribute(first, "Un four <b>à pain</b>")
    first.wait_for_selector("text=Bien reçu")
    wall.wait_for_selector("#entries >> text=Un four <b>à pain</b>")
    wall.wait_for_selector("#map .dot", state="attached")
    (item,) = projections.resources(room.store.entries())
    assert item.place is not None and item.place.commune == "26108"
    assert 5.1 < (item.place.lon or 0) < 5.2 and 44.6 < (item.place.lat or 0) < 44.8


def look_around(first: Any) -> None:
    first.get_by_role("link", name="La salle").click()
    first.wait_for_selector("article:has-text('Machine 3')")
    assert serious(first) == []
    first.get_by_role("link", name="Machine 2").click()
    first.get_by_label("Votre commentaire").fill("Elle est chez nous.")
    first.get_by_role("button", name="Commenter").click()
    first.wait_for_selector("#comments >> text=Elle est chez nous.")
    assert serious(first) == []
    first.go_back()
    first.wait_for_selector("h1:has-text('Ce que dit la salle')")


def hide(room: OpenRoom, first: Any, wall: Any) -> None:
    item = projections.resources(room.store.entries())[0]
    room.lead(Moderation(entry=item.id, action="hide", reason="essai"))
    first.wait_for_selector("article:has-text('Un four')", state="detached")
    wall.wait_for_selector("#entries >> text=Un four", state="detached")
    first.get_by_role("link", name="Mes envois").click()
    first.wait_for_selector("text=masqué par l’animation")
    assert serious(first) == []


def vote_on(room: OpenRoom, phones: list[tuple[Any, HallWitness]], wall: Any) -> None:
    machines = projections.resources(room.store.entries())[:2]
    grades = ["À rejeter", "Insuffisant", "Passable", "Assez bien", "Bien", "Très bien"]
    grades.append("Excellent")
    form = {
        "type": "object",
        "title": "Que vaut chaque proposition\u202f?",
        "additionalProperties": False,
        "properties": {
            f"p_{item.id}": {"type": "string", "title": f"Proposition {rank}", "enum": grades}
            for rank, item in enumerate(machines)
        },
    }
    room.ask_question(form, "plan/vote", makes="vote", scale="judgment")
    for rank, (page, _) in enumerate(phones):
        page.get_by_role("link", name="La question").click()
        page.wait_for_selector("h1:has-text('Que vaut')")
        group = page.get_by_role("group", name="Proposition 0")
        group.get_by_label("Bien" if rank else "Excellent", exact=True).check()
        page.get_by_role("button", name="Donner ma réponse").click()
        page.wait_for_selector("text=Bien reçu")
    assert serious(phones[0][0]) == []
    wall.wait_for_selector("h2:has-text('5 réponses')")
    row = wall.locator("li:has-text('Excellent')").first
    assert row.locator(".number").inner_text() == "1"
    assert serious(wall) == []


def test_what_is_typed_survives_the_network_and_the_page(
    mapped: OpenRoom, visit_room: Visit
) -> None:
    room = mapped
    room.ask_question(RESOURCE_FORM, makes="resource")
    page, witness = visit_room()
    join(page, room)
    page.wait_for_selector("text=Qu’avons-nous")
    room.kill()
    contribute(page, "écrit sans réseau")
    page.wait_for_selector("#network:has-text('1 envoi attend')")
    page.wait_for_selector("article:has-text('En attente du réseau')")
    contribute(page, "écrit encore")
    page.get_by_label("Quoi").fill("pas fini de taper")
    assert labels(room) == []
    room.start()
    wait_until(lambda: len(labels(room)) == 2)
    page.wait_for_selector("article:has-text('En attente')", state="detached")
    page.reload()
    page.wait_for_selector("article:has-text('écrit encore')")
    assert page.get_by_label("Quoi").input_value() == "pas fini de taper"
    assert sorted(labels(room)) == ["écrit encore", "écrit sans réseau"]
    assert witness.external == []


def test_what_waits_leaves_after_the_page_was_closed(mapped: OpenRoom, visit_room: Visit) -> None:
    room = mapped
    room.ask_question(RESOURCE_FORM, makes="resource")
    page, _ = visit_room()
    join(page, room)
    page.wait_for_selector("text=Qu’avons-nous")
    given_up(room, page)
    page.context.set_offline(True)
    contribute(page, "gardé sur le téléphone")
    page.wait_for_selector("#network:has-text('Réseau perdu')")
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(room.url)
    wait_until(lambda: labels(room) == ["gardé sur le téléphone"])
    again.wait_for_selector("article:has-text('gardé sur le téléphone')")


def given_up(room: OpenRoom, page: Any) -> None:
    """What arrived though its answer was lost is taken back when the phone gives it up."""

    way = room.client()
    (cookie,) = page.context.cookies()
    way.cookie = f"{cookie['name']}={cookie['value']}"

    def answer_lost(route: Any) -> None:
        way.ask("POST", "/api/entries", json.loads(route.request.post_data))
        route.abort()

    page.route("**/api/entries", answer_lost)
    contribute(page, "abandonné")
    # A page call each time: routes are answered during them alone.
    wait_until(lambda: bool(page.title()) and labels(room) == ["abandonné"])
    page.get_by_role("button", name="Abandonner cet envoi").click()
    page.wait_for_selector("article:has-text('En attente')", state="detached")
    page.unroute("**/api/entries")
    wait_until(lambda: bool(page.title()) and labels(room) == [])


def test_a_heavy_outbox_leaves_in_several_sendings(mapped: OpenRoom, visit_room: Visit) -> None:
    room = mapped
    room.ask_question(RESOURCE_FORM, makes="resource")
    page, _ = visit_room()
    join(page, room)
    page.wait_for_selector("text=Qu’avons-nous")
    question = room.client().state()["questions"][0]["id"]
    page.evaluate(
        """question => { for (let n = 0; n < 60; n += 1) window.Salle.send({do: 'answer',
        question, values: {label: 'é'.repeat(190) + n, use: 'used', family: 'human',
        note: 'œ'.repeat(490)}}, 'n' + n); }""",
        question,
    )
    wait_until(lambda: len(labels(room)) == 60)
    # Not wait_for_function: it polls through eval, which the room's policy refuses.
    wait_until(lambda: bool(page.evaluate("window.Salle.waiting().length === 0")))


def test_taking_back_and_erasing(mapped: OpenRoom, visit_room: Visit) -> None:
    room = mapped
    room.ask_question(RESOURCE_FORM, makes="resource")
    page, witness = visit_room()
    join(page, room, "Zoé")
    page.wait_for_selector("text=Qu’avons-nous")
    contribute(page, "à reprendre")
    page.get_by_role("button", name="Reprendre : à reprendre").click()
    wait_until(lambda: labels(room) == [])
    contribute(page, "à effacer")
    wait_until(lambda: labels(room) == ["à effacer"])
    page.get_by_role("link", name="Mes envois").click()
    page.get_by_role("button", name="Effacer tout ce que j’ai envoyé").click()
    page.get_by_role("button", name="Oui, tout effacer pour toujours").click()
    page.wait_for_selector("h1:has-text('Rejoindre la salle')")
    assert "à effacer" not in repr(room.store.entries())
    wait_until(lambda: page.evaluate("Object.keys(localStorage).length") == 0)
    assert witness.errors == []


def test_late_and_empty_rooms_say_so(mapped: OpenRoom, visit_room: Visit) -> None:
    page, witness = visit_room()
    join(page, mapped)
    page.wait_for_selector("text=Pas de question pour l’instant")
    page.get_by_role("link", name="La salle", exact=True).click()
    page.wait_for_selector("text=Rien encore")
    page.get_by_role("link", name="Mes envois").click()
    page.wait_for_selector("text=Ce que vous envoyez apparaîtra ici")
    mapped.lead(Resource(family="human", label="déjà là", use="used"))
    late, _ = visit_room()
    join(late, mapped)
    late.get_by_role("link", name="La salle", exact=True).click()
    late.wait_for_selector("article:has-text('déjà là')")
    assert witness.errors == []


def test_the_phone_page_is_light(mapped: OpenRoom) -> None:
    _, page, _ = mapped.client().ask("GET", "/")
    names = [part.split(b'"')[0].decode() for part in page.split(b"/static/")[1:]]
    weights = [len(mapped.client().ask("GET", f"/static/{name}")[1]) for name in names]
    assert len(weights) == 6
    assert sum(weights) + len(page) < 100_000
    settings = projections.settings(mapped.store.entries())
    assert isinstance(settings, WorkshopSettings)
