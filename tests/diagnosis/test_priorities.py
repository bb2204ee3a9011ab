"""Gaps in order: severity and importance side by side, disagreement kept, choices marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.diagnosis.declared import Said
from territorial_lib.diagnosis.gaps import priorities
from territorial_lib.schemas.blocks import Gap
from territorial_lib.schemas.questions import check_answer, check_form
from territorial_lib.schemas.room_votes import IMPORTANCE_KEY, gap_key, property_name


def gap(key: str, severity: float | None) -> Gap:
    theme = key.split("/")[1]
    return Gap(key=key, label=f"Manque {key}", theme=theme, severity=severity, sentence=".")


FOOD, HOMES, SHOPS, SAFETY = (
    gap("gaps/food/vegetables", 0.9),
    gap("gaps/housing/hemp", 0.5),
    gap("gaps/services/shops", 0.1),
    gap("gaps/people/safety", None),
)
GAPS = (SHOPS, FOOD, SAFETY, HOMES)


def voted(group: str, count: int, **notes: int) -> list[Said]:
    names = {"food": FOOD, "homes": HOMES, "shops": SHOPS, "safety": SAFETY}
    values = {property_name(names[name].key): note for name, note in notes.items()}
    return [Said(group, values) for _ in range(count)]


ROOM = (
    *voted("citizen", 4, food=2, shops=10, safety=9),
    *voted("elected", 3, food=10, shops=8, safety=9),
)


def keys(found):
    return [each.gap.key for each in found]


def test_without_votes_the_most_severe_comes_first_and_the_unmeasured_last():
    found = priorities.rank(GAPS)
    assert keys(found) == [each.key for each in (FOOD, HOMES, SHOPS, SAFETY)]
    assert all(each.importance is None and not each.by_group for each in found)


def test_votes_move_what_the_room_finds_important():
    # Shops: last by severity, first by votes; food the reverse: the room settles the tie.
    assert keys(priorities.rank(GAPS, ROOM)) == [each.key for each in (SHOPS, SAFETY, FOOD, HOMES)]


def test_each_gap_keeps_both_readings_and_its_groups():
    found = {each.gap.key: each for each in priorities.rank(GAPS, ROOM)}
    food = found[FOOD.key]
    assert food.severity == 0.9
    assert food.importance == 2
    assert [(each.group, each.median, each.count) for each in food.by_group] == [
        ("citizen", 2, 4),
        ("elected", 10, 3),
    ]
    assert food.disagreement == 8
    assert found[SAFETY.key].disagreement == 0
    assert found[HOMES.key].importance is None


def test_disagreement_is_said_never_averaged_away():
    says = priorities.says(priorities.rank(GAPS, ROOM))
    assert "2 (Habitant·e)" in says and "10 (Élu·e)" in says
    assert FOOD.label in says


def test_what_the_room_chose_is_marked_and_moves_nothing():
    found = priorities.rank(GAPS, ROOM, {HOMES.key: "Isoler au chanvre"})
    assert [each.gap.key for each in found if each.chosen] == [HOMES.key]
    assert keys(found) == keys(priorities.rank(GAPS, ROOM))


def test_the_same_gap_counts_once_and_no_gap_is_no_error():
    assert len(priorities.rank((FOOD, FOOD))) == 1
    assert priorities.rank(()) == ()
    assert "Aucun manque" in priorities.says(())


def test_fewer_than_three_votes_are_not_shown():
    (found,) = priorities.rank([FOOD], voted("citizen", 2, food=10))
    assert found.importance is None
    assert found.by_group == ()


severities = st.one_of(st.none(), st.floats(0, 1))


@given(st.lists(severities, min_size=1, max_size=12))
def test_every_gap_is_ranked_once(values):
    gaps = [gap(f"gaps/theme/g{number}", value) for number, value in enumerate(values)]
    found = priorities.rank(gaps)
    assert sorted(keys(found)) == sorted(each.key for each in gaps)
    known = [each.severity for each in found if each.severity is not None]
    assert known == sorted(known, reverse=True)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 10), st.integers(0, 10))
def test_what_is_more_severe_and_more_important_comes_first(one, other, vote, less):
    first = gap("gaps/a/a", max(one, other))
    second = gap("gaps/b/b", min(one, other))
    notes = {property_name(first.key): max(vote, less), property_name(second.key): min(vote, less)}
    found = priorities.rank([second, first], [Said("citizen", notes)] * 3)
    if (first.severity, max(vote, less)) != (second.severity, min(vote, less)):
        assert keys(found)[0] == first.key


def test_the_form_is_sound_and_its_answers_come_back():
    form = priorities.question(GAPS)
    assert check_form(form) == []
    values = {property_name(FOOD.key): 7}
    assert check_answer(form, values) == []
    assert check_answer(form, {property_name(FOOD.key): 11})
    (food,) = priorities.rank([FOOD], [Said("firm", values)] * 3)
    assert food.importance == 7
    assert priorities.votes({IMPORTANCE_KEY: ROOM}) == ROOM
    assert priorities.votes({}) == ()


def test_a_phone_is_asked_a_bearable_number_the_unmeasured_kept():
    gaps = [gap(f"gaps/theme/g{number}", number / 50) for number in range(50)]
    form = priorities.question([*gaps, SAFETY])
    assert len(form["properties"]) == priorities.MOST
    asked = [gap_key(name) for name in form["properties"]]
    assert SAFETY.key in asked
    assert gaps[-1].key in asked and gaps[0].key not in asked
    assert check_form(form) == []


def test_every_theme_is_asked_before_any_takes_all_the_room():
    crowd = [gap(f"gaps/services/s{number}", 0.9 - number / 100) for number in range(40)]
    form = priorities.question([*crowd, *GAPS], most=6)
    asked = {gap_key(name) for name in form["properties"]}
    assert {FOOD.key, HOMES.key, SAFETY.key, crowd[0].key} <= asked
    assert len(asked) == 6


letters = st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789-/_BXZ")


@given(st.text(letters, min_size=1, max_size=15), st.booleans())
def test_a_property_name_is_accepted_and_turned_back(text, prefixed):
    key = f"gaps/{text}" if prefixed else text
    name = property_name(key)
    form = priorities.question([Gap(key=key, label="x", theme="t", severity=1.0)])
    assert check_form(form) == []
    if name.startswith("g"):
        assert gap_key(name) == key


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=80), unique=True, max_size=20))
def test_two_keys_never_share_a_property(texts):
    assert len({property_name(each) for each in texts}) == len(texts)


@pytest.mark.parametrize("key", ["gaps/services/" + "a" * 60, "gaps/é", "gaps/a b"])
def test_a_key_that_no_name_can_write_still_votes(key):
    name = property_name(key)
    assert gap_key(name) is None
    assert len(name) == 40
    assert name == property_name(key)
