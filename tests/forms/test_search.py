"""Finding while typing; composing a perimeter from what was found."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from territorial_lib.errors import UnknownTerritory
from territorial_lib.forms import PerimeterForm, TerritorySearch


@dataclass(frozen=True)
class Place:
    code: str
    label: str


PLACES = [
    Place("26108", "Crest (commune, Drôme)"),
    Place("63128", "Crest-le-Haut (commune, Puy-de-Dôme)"),
    Place("26113", "Die (commune, Drôme)"),
]


def in_a_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run in another thread: the browser of other tests keeps a loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, work).result()


def find(text: str) -> list[Place]:
    return [place for place in PLACES if text.lower() in place.label.lower()]


def test_typing_lists_and_enter_takes_the_first() -> None:
    chosen: list[Place] = []
    search = TerritorySearch(find, chosen.append, delay=0)
    assert search.results.layout.display == "none"
    search.text.control.value = "crest"
    assert [label for label, _ in search.results.control.options] == [p.label for p in PLACES[:2]]
    search.text.control._submission_callbacks(search.text.control)
    assert chosen == [PLACES[0]]
    search.results.control.value = "63128"
    search.choose()
    assert chosen[-1] == PLACES[1]


def test_nothing_found_is_said_and_escaped() -> None:
    search = TerritorySearch(find, lambda _: None, delay=0)
    search.text.control.value = "<b>"
    assert "&lt;b&gt;" in search.notice.value
    assert "Aucun territoire" in search.notice.value
    search.text.control.value = ""
    assert search.notice.value == ""


def test_only_a_pause_starts_a_search() -> None:
    asked: list[str] = []

    def slow(text: str) -> list[Place]:
        asked.append(text)
        return find(text)

    async def type_fast() -> None:
        search = TerritorySearch(slow, lambda _: None, delay=0.02)
        for text in ("c", "cr", "cre"):
            search.text.control.value = text
        assert asked == []
        await asyncio.sleep(0.1)

    in_a_loop(type_fast())
    assert asked == ["cre"]


def test_enter_does_not_wait_for_the_pause() -> None:
    chosen: list[Place] = []

    async def type_and_enter() -> None:
        search = TerritorySearch(find, chosen.append, delay=10)
        search.text.control.value = "die"
        search.choose()

    in_a_loop(type_and_enter())
    assert chosen == [PLACES[2]]


def test_enter_takes_what_is_typed_now_not_the_former_answer() -> None:
    chosen: list[Place] = []

    async def change_one_s_mind() -> None:
        search = TerritorySearch(find, chosen.append, delay=0.01)
        search.text.control.value = "crest"
        await asyncio.sleep(0.05)
        search.text.control.value = "die"
        search.choose()

    in_a_loop(change_one_s_mind())
    assert chosen == [PLACES[2]]


def test_a_refusal_is_shown() -> None:
    def refuse(_: Any) -> None:
        raise UnknownTerritory("Ce territoire n’existe plus.", "Choisissez-en un autre.")

    search = TerritorySearch(find, refuse, delay=0)
    search.text.control.value = "die"
    search.choose()
    assert "n’existe plus" in search.notice.value


def test_a_perimeter_is_composed_from_list_and_map() -> None:
    used: list[Any] = []
    changes: list[tuple[str, ...]] = []
    form = PerimeterForm(find, lambda *call: used.append(call), changes.append)
    form.submit()
    assert "Ajoutez au moins" in form.members._fault.value
    assert "Donnez un nom" in form.name._fault.value
    form.search.text.control.value = "die"
    form.search.choose()
    form.add("26108", "Crest")
    form.add("63128", "Crest-le-Haut")
    form.remove("63128")
    form.remove("99999")
    assert form.codes == ("26113", "26108")
    assert changes == [("26113",)]
    form.members.control.value = ("26113",)
    form.remove_button.click()
    assert changes[-1] == ("26108",)
    form.name.control.value = "Bassin de vie"
    form.submit()
    assert used == [("Bassin de vie", ("26108",))]
