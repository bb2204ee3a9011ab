"""A plan made by a room: six phones in three groups propose, vote and disagree; the facilitator
chooses within a budget, moves a bar, decides, closes; the archive reopens with the same plan."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.schemas.entries import Action, Moderation
from territorial_lib.sources import Catalogue
from territorial_lib.store import projections
from territorial_lib.store.archive import archive
from territorial_lib.workshop import open_workshop
from tests.conftest import PATIENCE, ROOT, wait_until
from tests.room.test_facilitated import Led, Visit, led  # noqa: F401 - a fixture
from tests.room.test_hall import serious

pytestmark = pytest.mark.browser
GROUPS = ("Habitant·e", "Habitant·e", "Entreprise", "Entreprise", "Élu·e", "Élu·e")
BELT, HEAT, MONEY = "Ceinture maraîchère", "Réseau de chaleur bois", "Monnaie locale"
COSTS = {BELT: "80000", HEAT: "900000", MONEY: "40000"}


def test_a_room_makes_its_plan(led: Led, visit_room: Visit, tmp_path: Path) -> None:  # noqa: F811
    page, witness = visit_room(1366, 900)
    page.goto(led.door.link)
    page.goto(f"{led.door.url}voila/render/06_plan_action.ipynb")
    # The whole page, ten cells computed: on two busy cores, longer than any single answer.
    page.get_by_role("button", name="Noter l’avancement").wait_for(timeout=2000 * PATIENCE)
    phones = [joined(led, visit_room, rank) for rank in range(len(GROUPS))]
    propose(page, phones, led)
    vote(page, phones)
    choose(page)
    schedule(page, led)
    decide(page)
    page.get_by_role("button", name="Fermer les votes").click()
    page.locator("text=Le vote est fermé").or_(page.locator("text=fermé")).first.wait_for()
    reopened_elsewhere(led, tmp_path)
    assert witness.external == []
    assert witness.errors == []


def joined(led: Led, visit_room: Visit, rank: int) -> Any:  # noqa: F811
    phone, _ = visit_room()
    phone.goto(led.url)
    phone.get_by_label("Prénom ou pseudonyme").fill(f"P{rank}")
    phone.get_by_label(GROUPS[rank]).check()
    phone.get_by_role("button", name="Rejoindre la salle").click()
    phone.wait_for_selector("nav a[aria-current]")
    return phone


def titles(led: Led) -> list[str]:  # noqa: F811
    found = projections.visible(led.store.entries(), Action)
    return [item.body.title for item in found if isinstance(item.body, Action)]


def propose(page: Any, phones: list[Any], led: Led) -> None:  # noqa: F811
    page.get_by_role("button", name="Demander des actions à la salle").click()
    for phone, (title, cost) in zip(phones[::2], COSTS.items(), strict=True):
        phone.get_by_label("L’action").fill(title)
        phone.get_by_text("Préciser (facultatif)").click()
        phone.get_by_label("Coût en euros").fill(cost)
        phone.get_by_role("button", name="Envoyer").click()
    wait_until(lambda: sorted(titles(led)) == sorted(COSTS))


def vote(page: Any, phones: list[Any]) -> None:
    """Residents and firms disagree on the local currency; elected people stand between."""
    page.get_by_role("button", name="Ouvrir le jugement").click()
    grades = {
        "Habitant·e": {BELT: "Excellent", HEAT: "Bien", MONEY: "Excellent"},
        "Entreprise": {BELT: "Très bien", HEAT: "Bien", MONEY: "À rejeter"},
        "Élu·e": {BELT: "Très bien", HEAT: "Passable", MONEY: "Passable"},
    }
    for phone, group in zip(phones, GROUPS, strict=True):
        phone.get_by_role("group", name=MONEY).wait_for()
        for title, grade in grades[group].items():
            phone.get_by_role("group", name=title).get_by_label(grade, exact=True).check()
        phone.get_by_role("button", name="Donner ma réponse").click()
        phone.wait_for_selector("text=Bien reçu")
    page.locator("text=Ce qui divise les groupes").wait_for()
    assert MONEY in page.locator("p:has-text('Ce qui divise les groupes') + *").inner_text()


def choose(page: Any) -> None:
    page.get_by_label("Budget en euros").fill("130000")
    page.get_by_role("button", name="Chercher le meilleur ensemble").click()
    page.locator("text=Le prochain").or_(page.locator("text=prochain euro")).last.wait_for()


def action_of(led: Led, title: str) -> Action:  # noqa: F811
    found = [i.body for i in projections.visible(led.store.entries(), Action)]
    return next(body for body in found if isinstance(body, Action) and body.title == title)


def schedule(page: Any, led: Led) -> None:  # noqa: F811
    """A bar placed, moved by a month, and put back: three entries, nothing lost."""
    panel = page.locator(".tw-block", has=page.get_by_label("Barre à déplacer"))
    choice = panel.get_by_label("Barre à déplacer")
    wanted = choice.locator(f"option:has-text('{BELT}')")
    wanted.wait_for(state="attached")
    choice.select_option(value=wanted.get_attribute("value"))
    panel.get_by_label("Début").fill("2027-01-15")
    panel.get_by_label("Fin").fill("2027-06-30")
    panel.get_by_role("button", name="Placer aux dates").click()
    wait_until(lambda: str(action_of(led, BELT).start) == "2027-01-15")
    panel.get_by_role("button", name="Un mois plus tard").click()
    wait_until(lambda: str(action_of(led, BELT).start) == "2027-02-15")
    panel.get_by_role("button", name="Annuler le dernier changement").click()
    wait_until(lambda: str(action_of(led, BELT).start) == "2027-01-15")
    move_by_hand(page, panel, led)


def move_by_hand(page: Any, panel: Any, led: Led) -> None:  # noqa: F811
    """A bar dragged, then moved with the arrows: one entry each time, none when it is given up."""
    bar, before, written = panel.locator("[data-bar]"), action_of(led, BELT), edits(led)
    panel.locator("[data-bar][data-start='2027-01-15']").wait_for()
    bar.locator("[data-grip='both']").hover()
    box = bar.locator("[data-grip='both']").bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 90, box["y"] + 5, steps=3)
    page.mouse.up()
    wait_until(lambda: edits(led) == written + 1)
    dragged = action_of(led, BELT)
    assert dragged.start > before.start
    assert dragged.end - dragged.start == before.end - before.start
    panel.locator(f"[data-bar][data-start='{dragged.start}']").wait_for()
    assert serious(page) == []
    bar.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    wait_until(lambda: edits(led) == written + 2)
    assert action_of(led, BELT).start == dragged.start + timedelta(7)
    assert action_of(led, BELT).end == dragged.end + timedelta(14)
    pressed = action_of(led, BELT)
    panel.locator(f"[data-bar][data-start='{pressed.start}']").wait_for()
    finger(page, bar, across=120)
    finger(page, bar, along=90)
    wait_until(lambda: edits(led) == written + 3)
    assert action_of(led, BELT).start > pressed.start
    for start in (pressed.start, dragged.start, before.start):
        panel.get_by_role("button", name="Annuler le dernier changement").click()
        wait_until(lambda start=start: action_of(led, BELT).start == start)


def finger(page: Any, bar: Any, along: int = 0, across: int = 0) -> None:
    """A finger on a tablet: along the bar it moves it, across it scrolls the page."""
    grip = bar.locator("[data-grip='both']")
    grip.scroll_into_view_if_needed()
    box, screen = grip.bounding_box(), page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for part in (0.0, 0.3, 0.6, 1.0):
        points = [{"x": x + along * part, "y": y - across * part}]
        kind = "touchMove" if part else "touchStart"
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    screen.detach()


def edits(led: Led) -> int:  # noqa: F811
    return len(projections.visible(led.store.entries(), Moderation))


def decide(page: Any) -> None:
    page.get_by_label("Ce qui est décidé").fill("On lance la ceinture maraîchère")
    page.get_by_label("Qui décide").fill("L’assemblée du 24 novembre")
    page.get_by_label("Pourquoi", exact=True).last.fill("Tous les groupes la jugent très bien")
    page.get_by_label("À revoir le").fill("2027-05-24")
    page.get_by_role("button", name="Écrire la décision").click()
    page.locator("text=L’assemblée du 24 novembre").first.wait_for()


def reopened_elsewhere(led: Led, folder: Path) -> None:  # noqa: F811
    """The archive, in another folder, holds the same plan: votes, choices, dates, decision."""
    catalogue = Catalogue(ROOT / "data")
    kept = archive(led.store, folder / "plan.archive")
    plans = []
    for place in (led.store.where, kept):
        opened = open_workshop(place, catalogue, read_only=True)
        plans.append(plan.diagnose(opened.case()))
        opened.close()
    assert plans[0] == plans[1]
    (decided,) = plans[1].decisions
    assert decided.mandate == "L’assemblée du 24 novembre" and decided.reason
    assert str(decided.review) == "2027-05-24"
    assert any(MONEY in each for each in plans[1].divided)
    assert plans[1].selection is not None
