"""A list renewed while someone chooses in it keeps the choice, whenever the choice arrives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.steps.room.renewed import NOTHING, RenewedList


def lines(*values: str) -> list[tuple[str, str]]:
    return [(f"Mots de {value}", value) for value in values]


def test_what_is_chosen_stays_chosen_and_nobody_is_told_again() -> None:
    shown = RenewedList(description="Contribution")
    told: list[object] = []
    assert list(shown.options) == [NOTHING]
    shown.renew(lines("a", "b"))
    shown.value = "b"
    shown.observe(told.append, ["value", "index"])
    shown.renew(lines("a", "b", "c"))
    shown.renew([("Mots de a", "a"), ("Autres mots", "b"), ("Mots de c", "c")])
    assert (shown.value, shown.label, told) == ("b", "Autres mots", [])
    shown.renew(lines("c"))
    assert (shown.value, shown.label) == ("b", "Autres mots (n’y est plus)")
    shown.renew(lines("b", "c"))
    assert (shown.value, shown.label, told) == ("b", "Mots de b", [])


@given(st.lists(st.sets(st.sampled_from("abcdef")), min_size=1, max_size=6), st.data())
def test_a_rank_told_late_chooses_the_line_that_was_seen(
    renewals: list[set[str]], data: st.DataObject
) -> None:
    shown = RenewedList()
    shown.renew(lines(*sorted(renewals[0])))
    seen = list(shown.options)
    rank = data.draw(st.integers(0, len(seen) - 1))
    for present in renewals[1:]:
        shown.renew(lines(*sorted(present)))
    shown.set_state({"index": rank})
    assert shown.value == seen[rank][1]
    assert {value for _, value in shown.options} == {"", *set().union(*renewals)}
