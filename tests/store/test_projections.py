from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from territorial_lib.schemas.entries import (
    Answer,
    Author,
    Body,
    Comment,
    Correction,
    Entry,
    Moderation,
    Question,
    Resource,
    Withdrawal,
    WorkshopSettings,
)
from territorial_lib.store import projections
from territorial_lib.store.log import Logged

steady = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

WHO = Author(pseudonym="Zoé", group="citizen")
FORM = {
    "type": "object",
    "title": "?",
    "additionalProperties": False,
    "properties": {"a": {"type": "string", "title": "A"}},
}


def _id(rank: int) -> str:
    return f"{rank:032x}"


def _log(*bodies: Body) -> list[Logged]:
    return [
        Logged(rank, f"2026-11-24T09:00:{rank:02}.000Z", Entry(id=_id(rank), who=WHO, body=body))
        for rank, body in enumerate(bodies, 1)
    ]


def _wood(label: str = "Bois") -> Resource:
    return Resource(family="natural", label=label, use="used")


def _labels(log: list[Logged]) -> list[str]:
    return [i.body.label for i in projections.resources(log) if isinstance(i.body, Resource)]


def _moderation(entry: int, action: Any, **more: Any) -> Moderation:
    return Moderation(entry=_id(entry), action=action, **more)


def test_settings_last_wins_and_can_be_undone() -> None:
    first = WorkshopSettings(name="Un", date=date(2026, 1, 1), territory="dep:26")
    second = WorkshopSettings(name="Deux", date=date(2026, 1, 1), territory="dep:26")
    assert projections.settings([]) is None
    assert projections.settings(_log(first, second)) == second
    assert projections.settings(_log(first, second, Withdrawal(entry=_id(2)))) == first


def test_withdrawal_and_undo_of_the_undo() -> None:
    bodies: list[Body] = [_wood(), _wood("Lin"), Withdrawal(entry=_id(1))]
    assert _labels(_log(*bodies)) == ["Lin"]
    assert projections.items(_log(*bodies))[0].state == "withdrawn"
    bodies.append(Withdrawal(entry=_id(3)))
    assert _labels(_log(*bodies)) == ["Bois", "Lin"]
    bodies.append(Withdrawal(entry=_id(4)))
    assert _labels(_log(*bodies)) == ["Lin"]


def test_a_withdrawal_acts_on_earlier_entries_only() -> None:
    log = _log(
        Withdrawal(entry=_id(2)), Withdrawal(entry=_id(1)), Withdrawal(entry=_id(4)), _wood()
    )
    states = [item.state for item in projections.items(log)]
    assert states == ["withdrawn", "visible", "visible", "visible"]


def test_hide_show_and_withdrawn_hiding() -> None:
    assert _labels(_log(_wood(), _moderation(1, "hide"))) == []
    assert _labels(_log(_wood(), _moderation(1, "hide"), _moderation(1, "show"))) == ["Bois"]
    assert _labels(_log(_wood(), _moderation(1, "hide"), Withdrawal(entry=_id(2)))) == ["Bois"]


def test_edit_keeps_the_words_first_written() -> None:
    log = _log(_wood(), _moderation(1, "edit", fields={"label": "Bois mort"}))
    (item,) = projections.resources(log)
    assert item.body == _wood("Bois mort")
    assert item.edited
    assert item.logged.entry.body == _wood()
    twice = [*log, *_log(*[_wood()] * 2, _moderation(1, "edit", fields={"unit": "t"}))[2:]]
    (item,) = projections.resources(twice)
    assert item.body == Resource(family="natural", label="Bois mort", use="used", unit="t")


def test_edit_that_breaks_the_schema_changes_nothing_but_is_traced() -> None:
    log = _log(_wood(), _moderation(1, "edit", fields={"label": "", "nope": 1}))
    assert _labels(log) == ["Bois"]
    assert [logged.seq for logged in projections.history(log, _id(1))] == [1, 2]


def test_merge_chain_circle_and_undo() -> None:
    woods = [_wood("a"), _wood("b"), _wood("c")]
    into_b, into_c = _moderation(1, "merge", target=_id(2)), _moderation(2, "merge", target=_id(3))
    log = _log(*woods, into_b, into_c)
    (item,) = projections.resources(log)
    assert item.id == _id(3)
    assert item.merged == (_id(1), _id(2))
    assert projections.items(log)[0].into == _id(3)
    circle = _log(*woods, into_b, into_c, _moderation(3, "merge", target=_id(1)))
    assert _labels(circle) == ["c"]
    assert _labels(_log(*woods, into_b, Withdrawal(entry=_id(4)))) == ["a", "b", "c"]
    assert _labels(_log(*woods, into_b, Withdrawal(entry=_id(2)))) == ["a", "c"]


def test_corrections_keep_all_and_retain_the_last_visible() -> None:
    figure = "logement/vacants/242600252/2022/-"
    bodies: list[Body] = [Correction(figure_id=figure, value=float(v)) for v in (10, 20, 30)]
    log = _log(*bodies, Withdrawal(entry=_id(3)), Correction(figure_id=figure[:-1] + "x"))
    found = projections.corrections(log)
    assert [item.state for item in found[figure]] == ["visible", "visible", "withdrawn"]
    last = projections.retained(found[figure])
    assert last is not None
    assert isinstance(last.body, Correction)
    assert last.body.value == 20
    assert (last.who, last.received_at) == (WHO, "2026-11-24T09:00:02.000Z")
    assert len(found) == 2
    assert projections.retained([]) is None


def test_questions_answers_and_comments() -> None:
    log = _log(
        Question(key="besoin", form=FORM),
        Question(key="besoin", form={**FORM, "title": "Encore ?"}),
        Answer(question=_id(1), values={"a": "x"}),
        Answer(question=_id(2), values={"a": "y"}),
        Comment(entry=_id(4), text="oui"),
    )
    assert projections.questions(log)["besoin"].id == _id(2)
    assert [item.id for item in projections.answers(log, _id(2))] == [_id(4)]
    assert [item.id for item in projections.comments(log, _id(4))] == [_id(5)]
    assert projections.comments(log, _id(1)) == []


def test_history_follows_what_was_done_to_what_was_done() -> None:
    log = _log(_wood(), _wood(), _moderation(1, "hide"), Withdrawal(entry=_id(3)), _wood())
    assert [logged.seq for logged in projections.history(log, _id(1))] == [1, 3, 4]
    assert projections.history(log, "f" * 32) == []


ranks = st.integers(1, 12).map(_id)
bodies_strategy = st.lists(
    st.one_of(
        st.builds(_wood, st.sampled_from(["Bois", "Lin"])),
        st.builds(Withdrawal, entry=ranks),
        st.builds(Moderation, entry=ranks, action=st.sampled_from(["hide", "show"])),
        st.builds(Moderation, entry=ranks, action=st.just("merge"), target=ranks),
        st.builds(
            Moderation, entry=ranks, action=st.just("edit"), fields=st.just({"label": "Autre"})
        ),
    ),
    max_size=12,
)


def _on_screen(log: list[Logged]) -> list[Any]:
    """What people see: entries other than the gestures themselves."""
    gestures = (Withdrawal, Moderation)
    return [tuple(i) for i in projections.items(log) if not isinstance(i.body, gestures)]


@steady
@given(bodies_strategy, st.integers(1, 12))
def test_withdrawing_a_withdrawal_restores_any_screen(bodies: list[Body], rank: int) -> None:
    log = _log(*bodies)
    undone = _log(*bodies, Withdrawal(entry=_id(rank)), Withdrawal(entry=_id(len(bodies) + 1)))
    assert _on_screen(undone) == _on_screen(log)
    assert projections.items(list(log)) == projections.items(log)


@steady
@given(bodies_strategy)
def test_every_entry_is_accounted_for_once(bodies: list[Body]) -> None:
    found = projections.items(_log(*bodies))
    assert [item.logged.seq for item in found] == list(range(1, len(bodies) + 1))
    by_id = {item.id: item for item in found}
    for item in found:
        assert item.into != item.id
        assert not item.into or not by_id[item.into].into
        assert all(by_id[id_].into == item.id for id_ in item.merged)
