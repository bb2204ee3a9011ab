"""Under overload, few pages are prepared at once; the others see their place, in French."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from territorial_lib.serve import admission, pages
from territorial_lib.serve.admission import Queue
from tests.conftest import OpenDoor, run_apart, wait_until
from tests.serve.conftest import Answer, Client, write

SOON = 0.02
FAR = 60.0


def test_there_is_room_for_some_and_the_others_have_a_place() -> None:
    async def scene() -> list[int]:
        queue = Queue(abreast=2, patience=SOON)
        return [await queue.enter(name) for name in "abcd"]

    assert run_apart(scene()) == [0, 0, 1, 2]


def test_those_who_wait_enter_in_the_order_they_came() -> None:
    async def scene() -> list[str]:
        queue, entered = Queue(abreast=1, patience=FAR), []

        async def visit(name: str) -> None:
            assert await queue.enter(name) == 0
            entered.append(name)
            await asyncio.sleep(0)
            queue.leave()

        await asyncio.gather(*(visit(name) for name in "abcde"))
        return entered

    assert run_apart(scene()) == list("abcde")


def test_whoever_asks_again_keeps_its_place_before_the_last_comers() -> None:
    async def scene() -> list[str]:
        queue, entered = Queue(abreast=1, patience=SOON), []
        assert await queue.enter("inside") == 0
        assert await queue.enter("first") == 1
        assert await queue.enter("second") == 2
        queue._patience = FAR

        async def visit(name: str) -> None:
            await queue.enter(name)
            entered.append(name)
            queue.leave()

        waiting = [asyncio.create_task(visit(name)) for name in ("last", "second", "first")]
        await asyncio.sleep(0)
        queue.leave()
        await asyncio.gather(*waiting)
        return entered

    assert run_apart(scene()) == ["first", "second", "last"]


def test_room_is_not_kept_for_whoever_is_not_there() -> None:
    async def scene() -> tuple[int, int]:
        queue = Queue(abreast=1, patience=SOON)
        await queue.enter("inside")
        await queue.enter("away")
        queue.leave()
        entered = await queue.enter("here")
        return entered, await queue.enter("away")

    assert run_apart(scene()) == (0, 1)


def test_a_place_not_asked_for_again_is_lost() -> None:
    async def scene() -> int:
        queue = Queue(abreast=1, patience=SOON, absent=0)
        for name in ("inside", "gone"):
            await queue.enter(name)
        return await queue.enter("next")

    assert run_apart(scene()) == 1


def test_a_second_tab_has_a_place_of_its_own() -> None:
    async def scene() -> tuple[bool, bool, bool]:
        queue = Queue(abreast=1, patience=SOON)
        await queue.enter(queue.name(None))
        name = queue.name(None)
        await queue.enter(name)
        again = queue.name(name)
        tab = asyncio.create_task(queue.enter(again))
        await asyncio.sleep(0)
        other = queue.name(name)
        await tab
        return again == name, other == name, queue.name("never given") == "never given"

    assert run_apart(scene()) == (True, False, False)


def test_a_page_that_never_ends_does_not_hold_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "LONGEST", SOON)

    async def scene() -> tuple[int, int]:
        queue = Queue(abreast=1, patience=FAR)
        await queue.enter("stuck")
        leave = queue.place()
        entered = await queue.enter("next")
        leave()
        leave()
        queue._patience = SOON
        return entered, await queue.enter("third")

    assert run_apart(scene()) == (0, 1)


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("porte") / "ouverte"


@pytest.fixture(scope="module")
def narrow(open_door: Callable[..., OpenDoor], gate: Path) -> Client:
    """A door that prepares one page at once, on a notebook that waits for a file."""
    folder = gate.parent / "carnets"
    code = (
        f"import pathlib, time\ngate = pathlib.Path({str(gate)!r})\n"
        "gate.with_name('atteinte').touch()\nwhile not gate.exists(): time.sleep(0.02)"
    )
    write(folder / "00_preparer.ipynb", "# Quel territoire ?", code)
    return Client(open_door(folder, TERRITORIAL_PAGES_ABREAST="1"))


def test_a_visitor_too_many_sees_a_place_then_the_page(narrow: Client, gate: Path) -> None:
    path = "/voila/render/00_preparer.ipynb"
    inside: list[Answer] = []
    first = threading.Thread(target=lambda: inside.append(narrow.ask(path)))
    first.start()
    wait_until(gate.with_name("atteinte").exists)
    waiting = narrow.ask(path)
    assert (waiting.status, waiting.headers["Refresh"]) == (503, "1")
    assert "Votre tour est le prochain." in waiting.text
    ticket = waiting.headers["Set-Cookie"].split(";")[0]
    assert "Votre place dans la file\u00a0: 2." in narrow.ask(path).text
    gate.touch()
    first.join()
    assert inside[0].status == 200
    admitted = narrow.ask(path, Cookie=f"{narrow.cookie}; {ticket}")
    assert admitted.status == 200
    assert "<title>Préparer" in admitted.text


@pytest.mark.browser
def test_the_queue_is_accessible_and_asks_nothing_from_elsewhere(visit: Any) -> None:
    page, witness = visit()
    page.set_content(pages.queue_page(3))
    assert page.get_by_role("status").inner_text() == "Votre place dans la file\u00a0: 3."
    assert page.locator("h1").count() == 1
    assert Axe().run(page).response["violations"] == []
    assert witness.external == witness.errors == []
    assert not re.search(r"https?://", pages.queue_page(1))
