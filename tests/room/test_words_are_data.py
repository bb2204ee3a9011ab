"""Everything typed is data: no page, widget or popup runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import box

from territorial_lib.forms import EntryFeed, FeedItem
from territorial_lib.maps import MapPoint, choropleth
from territorial_lib.schemas.entries import Question, WorkshopSettings, new_id
from territorial_lib.store import projections
from territorial_lib.store.published import Published
from tests.conftest import wait_until
from tests.room.conftest import RESOURCE_FORM, SQUARE_MAP, OpenRoom, eventually
from tests.room.xss import CORPUS

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]
RAN = "window.ran === undefined && document.querySelectorAll('[onerror],[onload]').length === 0"


def test_the_corpus_is_large_and_would_run() -> None:
    assert len(set(CORPUS)) >= 60
    assert all("window.ran=1" in each for each in CORPUS)


def _fill(room: OpenRoom) -> None:
    """Type the corpus in every free field, through the API."""
    question = room.ask_question(RESOURCE_FORM, makes="resource")
    phone = room.client()
    sent = [
        {
            "do": "answer",
            "id": new_id(),
            "question": question,
            "values": {
                "label": evil[:200],
                "use": "used",
                "family": "human",
                "note": evil[:500],
                "where": {"commune": "26113"},
            },
        }
        for evil in CORPUS
    ]
    phone.join(CORPUS[10][:40])
    for start in range(0, len(sent), 40):
        assert {r["status"] for r in phone.send(*sent[start : start + 40])} == {"received"}
    (target, *_) = projections.resources(room.store.entries())
    assert eventually(lambda: len(phone.state()["items"]) == len(CORPUS))
    comments = [
        {"do": "comment", "id": new_id(), "entry": target.id, "text": evil} for evil in CORPUS
    ]
    for start in range(0, len(comments), 40):
        assert {r["status"] for r in phone.send(*comments[start : start + 40])} == {"received"}


def _evil_form() -> dict[str, Any]:
    fields = {
        f"f{rank}": {"type": "string", "title": evil, "description": evil, "enum": [evil, "b"]}
        for rank, evil in enumerate(CORPUS[:39])
    }
    return {
        "type": "object",
        "title": CORPUS[0] + CORPUS[10],
        "description": "".join(CORPUS)[:4000],
        "additionalProperties": False,
        "properties": fields,
    }


def test_no_page_runs_what_was_typed(room: OpenRoom, visit_room: Visit) -> None:
    evil_map = json.loads(json.dumps(SQUARE_MAP))
    for each in (*evil_map["areas"], *evil_map["communes"]):
        each["name"] = CORPUS[10]
    results = Published.beside(room.path)
    results.put("map", "evil", json.dumps(evil_map))
    results.close()
    _fill(room)
    first = next(e.entry for e in room.store.entries() if isinstance(e.entry.body, Question))
    settings = projections.settings(room.store.entries())
    assert isinstance(settings, WorkshopSettings)
    named = WorkshopSettings(name=CORPUS[11], date=settings.date, territory=settings.territory)
    room.lead(named)
    assert first.id
    phone, witness = visit_room()
    wall, wall_witness = visit_room(1920, 1080)
    alerts: list[str] = []
    for page in (phone, wall):
        page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    phone.goto(room.url)
    phone.get_by_label("Prénom ou pseudonyme").fill(CORPUS[12][:40])
    phone.get_by_label("Habitant·e").check()
    phone.get_by_role("button", name="Rejoindre la salle").click()
    phone.wait_for_selector("nav a[aria-current]")
    wall.goto(f"{room.url}mur")
    wall.wait_for_selector("#entries li")
    _type(phone)
    _walk(phone, room)
    room.ask_question(_evil_form(), "evil/form")
    phone.get_by_role("link", name="La question").click()
    phone.wait_for_selector("fieldset")
    wait_until(lambda: "window.ran" in wall.text_content("h1"))
    for page in (phone, wall):
        page.wait_for_timeout(300)
        assert page.evaluate(RAN)
    assert alerts == []
    assert witness.external == wall_witness.external == []
    cut = [each for each in witness.errors if "ERR_INTERNET_DISCONNECTED" not in each]
    assert cut == wall_witness.errors == []


def _type(phone: Any) -> None:
    """Type some by hand too: what waits and what was sent is shown from the phone itself."""
    for evil in CORPUS[8:12]:
        phone.get_by_label("Quoi").fill(evil)
        phone.get_by_label("utilisée", exact=True).check()
        phone.get_by_label("humaine", exact=True).check()
        phone.get_by_role("button", name="Envoyer").click()
        phone.wait_for_selector("#fresh article")
    phone.context.set_offline(True)
    phone.get_by_label("Quoi").fill(CORPUS[13])
    phone.get_by_label("utilisée", exact=True).check()
    phone.get_by_label("humaine", exact=True).check()
    phone.get_by_role("button", name="Envoyer").click()
    phone.wait_for_selector("article.waiting")
    assert phone.evaluate(RAN)
    phone.context.set_offline(False)
    phone.wait_for_selector("article.waiting", state="detached")


def _walk(phone: Any, room: OpenRoom) -> None:
    target = projections.resources(room.store.entries())[0].id
    for hash_ in ("#/salle", "#/moi", f"#/entree/{target}", "#/<img src=x onerror=window.ran=1>"):
        phone.evaluate("hash => { window.location.hash = hash; }", hash_)
        phone.wait_for_timeout(400)
        while phone.get_by_role("button", name="Voir plus").count():
            phone.get_by_role("button", name="Voir plus").click()
            phone.wait_for_timeout(100)
        assert phone.evaluate(RAN), hash_


def test_no_template_reads_what_was_typed() -> None:
    """branca compiles what it has written as a Jinja template: that would run Python."""
    evil = ["{{ 6 * 7 }}", "{% for x in 'ab' %}{{ x }}{% endfor %}", "{# seen #}", "{{", "{% x"]
    areas = gpd.GeoDataFrame(
        {"name": evil, "value": range(5)},
        geometry=[box(5 + n, 44, 5.9 + n, 44.1) for n in range(5)],
        crs=4326,
    )
    page = choropleth(
        areas,
        "value",
        label=evil[0],
        unit="%",
        year=2023,
        title=evil[0],
        source_line=evil[1],
        points=[MapPoint(5.05, 44.05, text, text) for text in evil],
        surroundings=areas,
        outline=areas[:1].assign(name=evil[0]),
    ).html(True)
    assert page.count("{{ 6 * 7 }}") >= 5
    assert "42" not in page.partition("<main>")[2].partition("twFrame")[2][:400]
    assert "{# seen #}" in page


def test_no_widget_nor_popup_runs_what_was_typed(visit_room: Visit) -> None:
    items = [
        FeedItem(id=str(n), text=evil, group=evil, who=evil, when=evil, detail=evil)
        for n, evil in enumerate(CORPUS)
    ]
    feed = EntryFeed(items)
    html = "".join(row._words.value for row in feed._rows.values())
    areas = gpd.GeoDataFrame(
        {"name": CORPUS[:2], "value": [1.0, 2.0]},
        geometry=[box(5, 44, 5.1, 44.1), box(5.1, 44, 5.2, 44.1)],
        crs=4326,
    )
    points = [MapPoint(5.05, 44.05, evil, evil, "missing") for evil in CORPUS]
    view = choropleth(
        areas,
        "value",
        label=CORPUS[0],
        unit="%",
        year=2023,
        title=CORPUS[10],
        source_line=CORPUS[11],
        points=points,
    )
    for content in (html, view.html(True)):
        page, _ = visit_room(1366, 768)
        page.set_content(content)
        page.wait_for_timeout(800)
        for dot in page.locator("path.leaflet-interactive").all()[-5:]:
            dot.dispatch_event("click")
        page.wait_for_timeout(200)
        assert page.evaluate("window.ran === undefined")
