"""A hall led from the facilitator's real page: five phones, a wall, no Internet.

`territorial serve` itself: the facilitator acts through the widgets of « La salle » in its door,
phones come in under a name that is not the loopback's, the engine publishes their map.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from territorial_lib.schemas.entries import Resource
from territorial_lib.store import projections
from territorial_lib.store.log import Store
from tests.conftest import ROOT, OpenDoor, wait_until
from tests.room.conftest import NAME, HallWitness
from tests.room.test_hall import GROUPS, serious

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]
Visit = Callable[..., tuple[Any, HallWitness]]
PATIENCE = 60_000
"""Milliseconds: ten engineers may share two processors with this test."""


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


@pytest.fixture
def led(open_door: Callable[..., OpenDoor], tmp_path: Path) -> Iterator[Led]:
    door = open_door(ROOT / "notebooks", tmp_path, TERRITORIAL_ROOM_NAMES=NAME)
    told = json.loads((door.output.parent / "ready.json").read_text())["doors"]["room"]
    port = int(told["url"].rstrip("/").rsplit(":", 1)[1])
    wait_until(lambda: bool(list(tmp_path.glob("*.atelier"))))
    (path,) = tmp_path.glob("*.atelier")
    with Store.open(path) as store:
        yield Led(door, port, store)
    door.stop()


def patient(page: Any) -> Any:
    page.set_default_timeout(PATIENCE)
    return page


def lead(led: Led, visit_room: Visit) -> tuple[Any, HallWitness]:
    """Open « La salle » in the facilitator's door."""
    page, witness = visit_room(1366, 768)
    patient(page).goto(led.door.link)
    page.goto(f"{led.door.url}voila/render/annexes/salle.ipynb")
    page.get_by_role("button", name="Effacer (RGPD)").wait_for()
    return page, witness


def gather(led: Led, visit_room: Visit) -> list[tuple[Any, HallWitness]]:
    phones = []
    for rank, group in enumerate(GROUPS):
        page, witness = visit_room()
        patient(page).goto(led.url)
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
    patient(wall).goto(f"{led.url}mur")
    wall.wait_for_selector("text=Pas de question ouverte")
    phones = gather(led, visit_room)
    page.wait_for_selector("text=personnes connectées")
    open_a_question(page, wall, phones)
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
    wait_until(lambda: field.input_value() == "Machine 1")
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
