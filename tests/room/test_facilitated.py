"""A hall led from the facilitator's real page: five phones, a wall, no Internet.

`territorial serve` itself: the facilitator acts through the widgets of « La salle » in its door,
phones come in under a name that is not the loopback's, the engine publishes their map.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest

from territorial_lib.schemas.entries import (
    Action,
    Actor,
    Answer,
    Author,
    Body,
    Comment,
    Entry,
    Offer,
    Place,
    Purchase,
    Question,
    Resource,
    new_id,
)
from territorial_lib.store import projections
from territorial_lib.store.log import Store
from tests.conftest import ROOT, OpenDoor, wait_until
from tests.room.conftest import FACILITATOR, NAME, HallWitness
from tests.room.test_hall import GROUPS, serious
from tests.room.xss import CORPUS

pytestmark = pytest.mark.browser
Visit = Callable[..., tuple[Any, HallWitness]]


@dataclass
class Led:
    """A workshop really served, and its log."""

    door: OpenDoor
    port: int
    store: Store

    @property
    def url(self) -> str:
        return f"http://{NAME}:{self.port}/"

    def labels(self) -> list[str]:
        found = [item.body for item in projections.resources(self.store.entries())]
        return [body.label for body in found if isinstance(body, Resource)]


@pytest.fixture(scope="module")
def led(
    open_door: Callable[..., OpenDoor], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Led]:
    """One door for the whole module: it takes seconds to open."""
    home = tmp_path_factory.mktemp("ateliers")
    door = open_door(ROOT / "notebooks", home, TERRITORIAL_ROOM_NAMES=NAME)
    told = json.loads((door.output.parent / "ready.json").read_text())["doors"]["room"]
    port = int(told["url"].rstrip("/").rsplit(":", 1)[1])
    wait_until(lambda: bool(list(home.glob("*.atelier"))))
    (path,) = home.glob("*.atelier")
    with Store.open(path) as store:
        yield Led(door, port, store)
    door.stop()


def lead(led: Led, visit_room: Visit) -> tuple[Any, HallWitness]:
    """Open « La salle » in the facilitator's door."""
    page, witness = visit_room(1366, 768)
    page.goto(led.door.link)
    page.goto(f"{led.door.url}voila/render/annexes/salle.ipynb")
    page.get_by_role("button", name="Effacer (RGPD)").wait_for()
    return page, witness


def gather(led: Led, visit_room: Visit) -> list[tuple[Any, HallWitness]]:
    phones = []
    for rank, group in enumerate(GROUPS):
        page, witness = visit_room()
        page.goto(led.url)
        assert page.evaluate("window.isSecureContext") is False
        page.get_by_label("Prénom ou pseudonyme").fill(f"Prénom{rank}")
        page.get_by_label(group).check()
        page.get_by_role("button", name="Rejoindre la salle").click()
        page.wait_for_selector("nav a[aria-current]")
        phones.append((page, witness))
    return phones


def contribute(page: Any, label: str) -> None:
    page.get_by_label("Quoi").fill(label)
    page.get_by_label("l’utilisons peu", exact=True).check()
    page.get_by_label("humaine", exact=True).check()
    page.get_by_role("button", name="Envoyer").click()


def test_a_hall_is_led_from_the_facilitators_page(led: Led, visit_room: Visit) -> None:
    page, witness = lead(led, visit_room)
    wall, wall_witness = visit_room(1920, 1080)
    wall.goto(f"{led.url}mur")
    wall.wait_for_selector("text=Pas de question ouverte")
    phones = gather(led, visit_room)
    page.wait_for_selector("text=personnes connectées")
    open_a_question(page, wall, phones)
    a_moment_of_the_running_order(page, wall, phones[0][0])
    contributions(led, phones, wall)
    a_cut_network(led, phones[4][0])
    assert serious(page) == []
    moderate(page, phones[1][0], wall)
    suspend(page, phones[2][0])
    vote(page, phones, wall)
    for _, seen in [*phones, (wall, wall_witness), (page, witness)]:
        assert seen.external == []
        assert [e for e in seen.errors if "ERR_INTERNET_DISCONNECTED" not in e] == []


def open_a_question(page: Any, wall: Any, phones: list[tuple[Any, HallWitness]]) -> None:
    page.get_by_role("button", name="Ouvrir la question").click()
    for phone, _ in phones:
        phone.wait_for_selector("text=Qu’avons-nous que les chiffres")
    wall.wait_for_selector("h1:has-text('Qu’avons-nous')")
    page.get_by_label("Pour quoi").fill("Contribuez")
    page.get_by_role("button", name="Démarrer").click()
    wall.wait_for_selector("#timer >> visible=true")
    page.get_by_role("button", name="Arrêter").click()
    wall.wait_for_selector("#timer", state="hidden")


def a_moment_of_the_running_order(page: Any, wall: Any, phone: Any) -> None:
    """Lead it from the band: one timer for the facilitator, the wall and the phones."""
    band, left = page.locator(".tw-order"), page.locator(".tw-order [data-tw-left]")
    band.get_by_role("button", name="Lancer 10 minutes").click()
    wall.wait_for_selector("#timer >> visible=true")
    phone.wait_for_selector("#timer:has-text('Accueil : ') >> visible=true")
    left.wait_for()
    before = left.inner_text()
    wait_until(lambda: bool(left.inner_text() != before))  # the page's own clock
    assert page.locator("#tw-clock").inner_text()[:2] == "9:"
    assert "à l’heure" in band.inner_text()
    page.locator("#tw-projector").click()
    band.wait_for(state="hidden")
    assert not page.locator("#tw-clock").is_visible()
    page.locator("#tw-projector").click()
    band.locator("summary").click()
    assert "Qui n’a pas de téléphone" in band.inner_text()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 391
    page.set_viewport_size({"width": 1366, "height": 768})
    band.get_by_role("button", name="Finir ce moment").click()
    wall.wait_for_selector("#timer", state="hidden")
    band.get_by_role("button", name="Lancer 10 minutes").wait_for()
    assert "Qui n’a pas de téléphone" not in wall.content() + phone.content()


def contributions(led: Led, phones: list[tuple[Any, HallWitness]], wall: Any) -> None:
    first = phones[0][0]
    first.get_by_role("button", name="Montrer sur la carte").click()
    first.locator("path[data-code]").first.click()
    first.wait_for_selector("text=Point placé")
    contribute(first, "Un four <b>à pain</b>")
    wall.wait_for_selector("#entries >> text=Un four <b>à pain</b>")
    wall.wait_for_selector("#map .dot", state="attached")
    for rank, (phone, _) in enumerate(phones[1:4]):
        contribute(phone, f"Machine {rank}")
    wait_until(lambda: len(led.labels()) == 4)


def a_cut_network(led: Led, phone: Any) -> None:
    phone.context.set_offline(True)
    contribute(phone, "Écrit sans réseau")
    phone.wait_for_selector("#network:has-text('Réseau perdu')")
    assert "Écrit sans réseau" not in led.labels()
    phone.context.set_offline(False)
    wait_until(lambda: led.labels().count("Écrit sans réseau") == 1)


def moderate(page: Any, phone: Any, wall: Any) -> None:
    page.get_by_title("Masquer\u00a0: Machine 0").click()
    wall.wait_for_selector("#entries >> text=Machine 0", state="detached")
    phone.get_by_role("link", name="Mes envois").click()
    phone.wait_for_selector("text=masqué par l’animation")
    page.get_by_title("Montrer\u00a0: Machine 0").click()
    wall.wait_for_selector("#entries >> text=Machine 0")
    choice = page.get_by_label("Contribution", exact=True)
    option = choice.locator("option:has-text('Machine 1')")
    option.wait_for(state="attached")
    choice.select_option(value=option.get_attribute("value"))
    field = page.get_by_label("Nouveaux mots")
    wait_until(lambda: bool(field.input_value() == "Machine 1"))
    field.fill("Scie à ruban")
    page.get_by_role("button", name="Corriger les mots").click()
    wall.wait_for_selector("#entries >> text=Scie à ruban")


def suspend(page: Any, phone: Any) -> None:
    page.get_by_role("button", name="Suspendre").click()
    page.wait_for_selector("text=toute la salle.")
    phone.wait_for_selector("text=suspendu")
    page.get_by_role("button", name="Reprendre").click()
    phone.wait_for_selector("text=suspendu", state="hidden")


def vote(page: Any, phones: list[tuple[Any, HallWitness]], wall: Any) -> None:
    page.get_by_role("button", name="Fermer").click()
    page.get_by_label("Faire voter sur").select_option(label="les ressources")
    page.get_by_role("button", name="Ouvrir le vote").click()
    for phone, _ in phones:
        phone.get_by_role("link", name="La question").click()
        phone.wait_for_selector("h1:has-text('Que vaut')")
        group = phone.get_by_role("group", name="Scie à ruban")
        group.get_by_label("Bien", exact=True).check()
        phone.get_by_role("button", name="Donner ma réponse").click()
        phone.wait_for_selector("text=Bien reçu")
    wall.wait_for_selector("h2:has-text('5 réponses')")
    page.wait_for_selector("text=ouverte · 5 réponses")


def evil_entries() -> list[Entry]:
    """Type the corpus: a resource for each string, then each in another kind of entry."""
    resources, others = [], []
    for rank, evil in enumerate(CORPUS):
        who = Author(pseudonym=evil[:40], group="citizen", participant=f"{rank:032x}")
        line, place = " ".join(evil.split())[:200], Place(lon=5.02 + rank / 9000, lat=44.75)
        said = Resource(
            family="human",
            label=line,
            use="missing",
            category=line,
            quantity=1,
            unit=line[:40],
            note=evil,
        )
        resources.append(Entry(id=new_id(), who=who, body=said, place=place))
        kinds: list[Body] = [
            Offer(label=line, category=line, actor=line, note=evil),
            Purchase(buyer=line, seller=f"à {line}"[:200], label=line, note=evil),
            Actor(name=line, sort=line, note=evil),
            Action(title=line, answers=line, lead=line, note=evil),
            Comment(entry=resources[0].id, text=evil),
        ]
        others.append(Entry(id=new_id(), who=who, body=kinds[rank % len(kinds)], place=place))
    return [*resources, *others]


def evil_question() -> Entry:
    properties = {
        f"f{rank}": {"type": "string", "title": evil, "description": evil}
        for rank, evil in enumerate(CORPUS[:30])
    }
    form = {
        "type": "object",
        "title": CORPUS[0] + CORPUS[10],
        "description": CORPUS[1],
        "additionalProperties": False,
        "properties": properties,
    }
    return Entry(id=new_id(), who=FACILITATOR, body=Question(key="evil/form", form=form))


def nothing_ran(page: Any) -> None:
    """Look in the page and in the maps' frames, once their points were clicked."""
    for frame in page.frames:
        for dot in frame.locator("path.leaflet-interactive").all()[-3:]:
            dot.dispatch_event("click")
    page.wait_for_timeout(300)
    for frame in page.frames:
        assert frame.evaluate("window.ran === undefined"), frame.url


def test_no_page_of_the_door_runs_what_was_typed(led: Led, visit_room: Visit) -> None:
    entries, question = evil_entries(), evil_question()
    led.store.append([*entries, question])
    values = {f"f{rank}": evil for rank, evil in enumerate(CORPUS[:30])}
    answer = Answer(question=question.id, values=values)
    led.store.append([Entry(id=new_id(), who=entries[0].who, body=answer, question=question.id)])
    settings = projections.settings(led.store.entries())
    assert settings is not None
    named = msgspec.structs.replace(settings, name=CORPUS[11][:120], facilitator=CORPUS[12][:200])
    led.store.append([Entry(id=new_id(), who=FACILITATOR, body=named)])
    page, witness = lead(led, visit_room)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Voir les").first.click()  # the twenty newest come first
    page.wait_for_selector(".tw-feed-row >> nth=20", state="attached")
    nothing_ran(page)
    page.get_by_role("button", name="Corriger les mots").click()
    page.goto(f"{led.door.url}voila/render/01_inventaire.ipynb")
    page.wait_for_selector(".tw-feed-text:has-text('window.ran')", state="attached")
    page.wait_for_selector("iframe", state="attached")
    nothing_ran(page)
    page.goto(f"{led.door.url}voila/render/00_preparer.ipynb")
    page.wait_for_selector("text=Nom de l’atelier")
    nothing_ran(page)
    assert asked == []
    assert witness.external == []
