"""Levers: what moves is shown at once, written once the hand rests, and can be put back."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from msgspec.structs import replace

from territorial_lib.forms import LeverForm, levers
from territorial_lib.schemas.blocks import Lever

ORGANIC = Lever(
    key="gaps/food/organic",
    label="Part de bio",
    unit="%",
    default=10.0,
    low=0.0,
    high=100.0,
    step=5.0,
    source="Agence <b>Bio</b>",
    year=2023,
    note="Le bio rend moins à l’hectare.",
)


class Witness:
    def __init__(self) -> None:
        self.moved: list[dict[str, float]] = []
        self.written: list[tuple[str, float | None]] = []
        self.form = LeverForm(
            [ORGANIC],
            {},
            lambda values: self.moved.append(dict(values)),
            lambda lever, value: self.written.append((lever.key, value)),
        )
        self.control = self.form.controls[ORGANIC.key]


def test_a_lever_moved_is_shown_then_written(monkeypatch):
    monkeypatch.setattr(levers, "_PAUSE", 0)  # Playwright's driver keeps a loop in this thread
    seen = Witness()
    seen.control.slider.value = 40.0
    assert seen.moved == [{ORGANIC.key: 40.0}]
    assert seen.written == [(ORGANIC.key, 40.0)]
    assert "40\u00a0%" in seen.control.said.value and "départ" in seen.control.said.value


def test_a_hand_that_hesitates_writes_once(monkeypatch):
    monkeypatch.setattr(levers, "_PAUSE", 0.05)

    async def hesitate() -> Witness:
        seen = Witness()
        for value in (20.0, 30.0, 45.0):
            seen.control.slider.value = value
        assert seen.written == []
        await asyncio.sleep(0.3)
        return seen

    with ThreadPoolExecutor(1) as pool:
        seen = pool.submit(lambda: asyncio.run(hesitate())).result(60)
    assert len(seen.moved) == 3
    assert seen.written == [(ORGANIC.key, 45.0)]


def test_what_others_moved_is_shown_and_not_written_again():
    seen = Witness()
    seen.form.update({ORGANIC.key: 60.0})
    assert seen.control.slider.value == 60.0
    assert "60\u00a0%" in seen.control.said.value
    assert seen.moved == seen.written == []


def test_a_page_refreshed_while_a_lever_answers_does_not_take_it_back(monkeypatch):
    monkeypatch.setattr(levers, "_PAUSE", 0)
    written: list[float | None] = []
    form = LeverForm(
        [ORGANIC], {}, lambda _: form.update({}), lambda _lever, value: written.append(value)
    )
    form.controls[ORGANIC.key].slider.value = 40.0
    assert form.values == {ORGANIC.key: 40.0}
    assert written == [40.0]
    form.update({})
    assert form.values == {ORGANIC.key: ORGANIC.default}


def test_a_lever_goes_back_to_its_start(monkeypatch):
    monkeypatch.setattr(levers, "_PAUSE", 0)
    seen = Witness()
    seen.control.slider.value = 40.0
    assert seen.control.back.layout.display is None
    seen.control.back.click()
    assert seen.written[-1] == (ORGANIC.key, None)
    assert seen.control.back.layout.display == "none"


def test_levers_beyond_the_first_wait_unless_the_room_moved_one():
    many = [replace(ORGANIC, key=f"gaps/food/{rank}") for rank in range(8)]
    form = LeverForm(many, {}, lambda _: None, lambda *_: None)
    shown = [each.layout.display for each in form.controls.values()]
    assert shown == [None] * 6 + ["none"] * 2
    assert "2 autres" in form.more.description
    form.more.click()
    assert {each.layout.display for each in form.controls.values()} == {None}
    moved = LeverForm(many, {"gaps/food/7": 60.0}, lambda _: None, lambda *_: None)
    assert moved.controls["gaps/food/7"].layout.display is None


def test_the_origin_is_text_never_markup():
    said = Witness().control.said.value
    assert "Agence &lt;b&gt;Bio&lt;/b&gt;, 2023" in said and "<b>Bio" not in said
