"""The plan's page: what is written is an entry, what is wrong is said, everything is undone."""

from __future__ import annotations

import json
import re
import secrets
from datetime import date
from pathlib import Path

import pytest

from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.plan.planned import Decided, PlannedAction
from territorial_lib.diagnosis.plan.votes import Verdict
from territorial_lib.schemas.entries import (
    Action,
    Actor,
    Assumption,
    Author,
    Decision,
    Effect,
    Forced,
    Moderation,
    Progress,
    Question,
    Vote,
    WorkshopSettings,
)
from territorial_lib.sources import Catalogue
from territorial_lib.steps.plan import cards, votes_panel
from territorial_lib.steps.plan.cards import CardPanel
from territorial_lib.steps.plan.decisions import DecisionPanel, written
from territorial_lib.steps.plan.feed import PlanFeed
from territorial_lib.steps.plan.follow_panel import FollowPanel
from territorial_lib.steps.plan.portfolio_panel import PortfolioPanel
from territorial_lib.steps.plan.proposals import ProposalPanel
from territorial_lib.steps.plan.ranking_panel import RankingPanel
from territorial_lib.steps.plan.timetable import TimetablePanel, shifted
from territorial_lib.steps.plan.votes_panel import VotePanel
from territorial_lib.store import projections
from territorial_lib.store.archive import archive
from territorial_lib.workshop import create, open_workshop

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def workshop(tmp_path):
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="26108")
    opened = create(tmp_path / "essai.atelier", settings, CATALOGUE)
    yield opened
    opened.close()


def mill(workshop, **more) -> str:
    return workshop.add(Action(**({"title": "Moulin"} | more)))


def shown(workshop):
    (action,) = workshop.case().declared.plan.actions
    return action


def shown_one(workshop, id_):
    return next(each for each in workshop.case().declared.plan.actions if each.id == id_)


def test_one_click_takes_an_action_from_the_catalogue_with_its_baseline(workshop):
    panel = ProposalPanel(workshop)
    panel.gap.options = [*panel.gap.options, ("Électricité", "gaps/energy/electricity")]
    panel.gap.value = "gaps/energy/electricity"
    panel.kind.value = "energie-citoyenne"
    assert "Les Haies" in panel.about.value
    panel.take_button.click()
    taken = shown(workshop)
    assert taken.origin == "energie-citoyenne"
    assert taken.answers == "gaps/energy/electricity"
    assert taken.figure.startswith("energy/ratio/26108/")
    assert taken.baseline is not None
    assert (taken.cost, taken.target, taken.start) == (None, None, None)
    (item,) = workshop.said(Action)
    workshop.toggle(item.id)
    assert workshop.case().declared.plan.actions == ()


def test_the_question_is_asked_once(workshop):
    panel = ProposalPanel(workshop)
    panel.ask_button.click()
    panel.ask_button.click()
    assert len(projections.visible(workshop.log(), Question)) == 1
    assert "déjà ouverte" in panel.notice.value


def test_a_card_is_edited_and_the_edit_undone(workshop):
    id_ = mill(workshop)
    panel = CardPanel(workshop)
    panel.fields["cost"].value = "12 500,5"
    panel.fields["partners"].value = "Ana\n\nMalo"
    panel.fields["start"].value = date(2027, 1, 1)
    panel.save.click()
    assert "enregistrée" in panel.notice.value
    edited = shown(workshop)
    assert (edited.cost, edited.partners, edited.start) == (
        12500.5,
        ("Ana", "Malo"),
        date(2027, 1, 1),
    )
    panel.save.click()
    assert len(workshop.said(Moderation)) == 1, "nothing changed: nothing is written"
    panel.undo.click()
    assert shown(workshop).cost is None
    assert shown(workshop).id == id_


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [("cost", "beaucoup", "Coût"), ("cost", "-3", "coût"), ("title", "", "ce qu’on fait")],
)
def test_a_card_at_fault_writes_nothing(field, typed, words, workshop):
    mill(workshop)
    panel = CardPanel(workshop)
    panel.fields[field].value = typed
    panel.save.click()
    assert "tw-error" in panel.notice.value
    assert words in panel.notice.value
    assert workshop.said(Moderation) == []


def test_the_card_shows_the_coalition_and_takes_it_as_partners(workshop):
    for name, skill in (
        ("Ferme", "maraîchage"),
        ("Jardin", "arboriculture"),
        ("Cirque", "jongler"),
    ):
        workshop.add(Actor(name=name, capacities=[skill]))
    action = mill(workshop, needs=["Maraîchers", "Jonglers", "plonger"])
    panel = CardPanel(workshop)
    told = panel.team.told.value
    assert "2 acteurs suffisent pour tout ce que sait faire la liste" in told
    assert "Ferme, Cirque" in told and "Jardin, Cirque" in told
    assert "à inviter" in told and "plonger" in told
    assert "«\u00a0Maraîchers\u00a0» → «\u00a0Cultiver des légumes et des fruits\u00a0»" in told
    panel.team.choice.value = panel.team.choice.options[1][1]
    panel.team.keep.click()
    assert shown(workshop).partners == ("Jardin", "Cirque")
    assert "Déjà dans l’action\u00a0: Jardin, Cirque" in panel.team.told.value
    assert panel.team.row.layout.display == "none"
    panel.undo.click()
    assert shown(workshop).partners == () and action == shown(workshop).id


def test_an_effect_is_typed_as_a_number_or_a_band(workshop):
    mill(workshop)
    panel = CardPanel(workshop)
    panel.effects["jobs"].value, panel.effects["co2"].value = "2 à 4", "120"
    panel.save.click()
    said = {e.measure: (e.low, e.value, e.high) for e in workshop.case().declared.plan.effects}
    assert said == {"jobs": (2.0, 3.0, 4.0), "co2": (None, 120.0, None)}
    panel.refresh()
    assert panel.effects["jobs"].value == "2 à 4"
    panel.effects["jobs"].value = ""
    panel.save.click()
    assert [e.measure for e in workshop.case().declared.plan.effects] == ["co2"]
    assert len(workshop.said(Effect)) == 3


def test_words_typed_are_never_markup(workshop):
    id_ = workshop.add(Action(title=HOSTILE, lead=HOSTILE, note=HOSTILE, indicator=HOSTILE,
                              start=date(2027, 1, 1), end=date(2027, 2, 1), cost=1.0))  # fmt: skip
    workshop.add(Decision(title=HOSTILE, basis="consent", entry=id_, reason=HOSTILE))
    workshop.add(Vote(entry=id_, scale="judgment", value=3))
    workshop.add(Assumption(key="plan/budget", value=10.0))
    panels = (CardPanel, VotePanel, RankingPanel, PortfolioPanel, TimetablePanel)
    for make in (*panels, DecisionPanel, FollowPanel):
        assert "<img" not in "".join(html(make(workshop)))


def html(widget) -> list[str]:
    """Every piece of HTML of a widget and what it holds."""
    import ipywidgets

    own = [widget.value] if isinstance(widget, ipywidgets.HTML) else []
    return own + [text for child in getattr(widget, "children", ()) for text in html(child)]


def test_phones_vote_disagree_and_the_vote_closes(workshop):
    first, second = mill(workshop), workshop.add(Action(title="Haies"))
    panel = VotePanel(workshop)
    panel.judge.click()
    (asked,) = projections.visible(workshop.log(), Question)
    assert set(asked.body.form["properties"]) == {f"p_{first}", f"p_{second}"}
    for group, grade in (("citizen", 6), ("citizen", 5), ("firm", 0), ("firm", 1)):
        who = Author(pseudonym="", group=group, participant=secrets.token_hex(16))
        workshop.add(Vote(entry=first, scale="judgment", value=grade), who=who)
        workshop.add(Vote(entry=second, scale="judgment", value=3), who=who)
    panel.refresh()
    assert "divise" in panel.says.value
    assert "À rejeter" in panel.picture.value
    assert "4 votants" in panel.state.value
    panel.close_button.click()
    assert "fermé" in panel.notice.value
    panel.refresh()
    assert "jugement fermé" in panel.state.value


def test_a_ballot_without_action_is_refused(workshop):
    panel = VotePanel(workshop)
    panel.judge.click()
    assert "tw-error" in panel.notice.value


def test_the_dot_ballot_says_its_allowance(workshop):
    mill(workshop)
    panel = VotePanel(workshop)
    panel.allowance.value = 4
    panel.dot.click()
    (asked,) = projections.visible(workshop.log(), Question)
    assert asked.body.scale == "dots"
    assert next(iter(asked.body.form["properties"].values()))["maximum"] == 4
    assert plan.dots(workshop.case()).allowance == 4


def test_a_weight_is_an_entry_and_a_criterion_is_added(workshop):
    id_ = mill(workshop, cost=10.0)
    panel = RankingPanel(workshop)
    panel.levers.controls["plan/weight/cost"].slider.value = 3.0
    assert workshop.case().declared.assumptions["plan/weight/cost"] == 3.0
    panel.name.value = "Beauté du geste"
    panel.children[4].children[1].click()
    assert "plan/weight/beaute-du-geste" in panel.levers.controls
    panel.score.value = 8
    panel.note.click()
    (found,) = plan.ranking(workshop.case())
    assert found.action == id_
    assert found.scores["beaute-du-geste"] == 0.8


def test_the_portfolio_answers_the_limits_and_the_hand(workshop):
    first = mill(workshop, cost=80.0, weakest=True)
    second = workshop.add(Action(title="Haies", cost=60.0, weakest=True))
    panel = PortfolioPanel(workshop)
    assert "Écrivez un budget" in panel.result.value
    panel.budget.value = "100"
    panel.search.click()
    assert plan.portfolio(workshop.case()).chosen == (second,)
    assert "de plus" in panel.result.value
    panel.by_hand.value, panel.hand.value, panel.reason.value = first, "take", "Promis"
    panel.impose.click()
    assert plan.portfolio(workshop.case()).chosen == (first,)
    assert "à la main" in panel.result.value
    panel.hand.value = "free"
    panel.impose.click()
    panel.before.value, panel.after.value = first, second
    panel.fix.click()
    assert plan.portfolio(workshop.case()).chosen == (first,)
    panel.free.click()
    assert plan.portfolio(workshop.case()).chosen == (second,)


def test_a_limit_that_is_no_number_is_said(workshop):
    panel = PortfolioPanel(workshop)
    panel.budget.value = "cent"
    panel.search.click()
    assert "Budget" in panel.notice.value
    assert workshop.said(Assumption) == []


def test_a_bar_is_moved_by_an_entry_and_put_back(workshop):
    mill(workshop, start=date(2027, 1, 31), end=date(2027, 3, 31))
    panel = TimetablePanel(workshop)
    panel.later.click()
    moved = shown(workshop)
    assert (moved.start, moved.end) == (date(2027, 2, 28), date(2027, 4, 30))
    assert moved.first_end == date(2027, 3, 31)
    assert "Moulin" in panel.picture.value
    panel.undo.click()
    assert shown(workshop).end == date(2027, 3, 31)
    panel.start.value, panel.end.value = date(2028, 1, 1), date(2027, 1, 1)
    panel.place.click()
    assert "précède" in panel.notice.value


def told(panel, **move):
    """Say what the page's script says once a hand rests."""
    panel.told.value = json.dumps({"at": 1, **move})


def test_a_bar_moved_by_hand_is_one_entry_that_may_be_undone(workshop):
    mill(workshop, title="Four", start=date(2027, 1, 1), end=date(2027, 2, 1))
    moved = mill(workshop, start=date(2027, 1, 31), end=date(2027, 3, 31))
    panel, elsewhere = TimetablePanel(workshop), TimetablePanel(workshop)
    told(panel, action=moved, start="2027-02-10", end="2027-04-10")
    assert [(i.body.entry, i.body.fields) for i in workshop.said(Moderation)] == [
        (moved, {"start": "2027-02-10", "end": "2027-04-10"})
    ]
    assert (panel.choice.value, panel.told.value) == (moved, "")
    assert (panel.start.value, panel.end.value) == (date(2027, 2, 10), date(2027, 4, 10))
    assert "est déplacée" in panel.notice.value
    elsewhere.refresh()
    assert 'data-start="2027-02-10"' in elsewhere.picture.value
    panel.undo.click()
    assert 'data-start="2027-01-31"' in panel.picture.value


def test_a_bar_only_pointed_at_is_chosen(workshop):
    mill(workshop, start=date(2027, 1, 1), end=date(2027, 2, 1))
    other = mill(workshop, title="Four", start=date(2027, 1, 31), end=date(2027, 3, 31))
    panel = TimetablePanel(workshop)
    told(panel, action=other)
    assert (panel.choice.value, panel.start.value) == (other, date(2027, 1, 31))
    assert workshop.said(Moderation) == []


@pytest.mark.parametrize(
    ("move", "words"),
    [
        ({"action": "0" * 32, "start": "2027-01-01", "end": "2027-02-01"}, "n’est plus au plan"),
        ({"start": "2027-13-01", "end": "2027-02-01"}, "n’a pas été compris"),
        ({"start": "2027-03-01", "end": "2027-02-01"}, "précède"),
        ({"start": "2027-03-01", "end": "2027-04-01", "title": "x"}, "n’a pas été compris"),
    ],
)
def test_a_move_that_cannot_be_puts_the_bar_back(move, words, workshop):
    id_ = mill(workshop, start=date(2027, 1, 1), end=date(2027, 2, 1))
    panel = TimetablePanel(workshop)
    told(panel, **{"action": id_, **move})
    assert words in panel.notice.value
    assert 'data-start="2027-01-01"' in panel.picture.value
    assert workshop.said(Moderation) == []


def test_every_bar_of_a_long_plan_is_reached(workshop):
    leads = ("Ana", "Bob", "")
    made = [
        Action(
            title=f"Action {n}",
            lead=leads[n % 3],
            answers="gaps/food/meat" if n % 2 else "",
            status="planned" if n < 10 else "idea",
            start=date(2027 + n // 30, 1, 1 + n % 28),
            end=date(2027 + n // 30, 6, 1),
        )
        for n in range(60)
    ]
    ids = workshop.add_all([(each, None) for each in made])
    panel = TimetablePanel(workshop)
    seen = set(drawn_ids(panel))
    assert len(seen) == 25 and "Barres 1 à 25 sur 60" in panel.narrow.told.value
    panel.narrow.after.click()
    seen |= set(drawn_ids(panel))
    panel.narrow.after.click()
    seen |= set(drawn_ids(panel))
    assert seen == set(ids) and "51 à 60" in panel.narrow.told.value
    assert panel.narrow.after.layout.visibility == "hidden"
    panel.narrow.lists["lead"].value = "Bob"
    assert len(drawn_ids(panel)) == 20 and "sur 20, sur 60 en tout" in panel.narrow.told.value
    panel.narrow.lists["theme"].value = "food"
    assert len(drawn_ids(panel)) == 10
    panel.narrow.lists["year"].value = "2028"
    assert len(drawn_ids(panel)) == 5
    panel.narrow.lists["status"].value = "planned"
    assert drawn_ids(panel) == [] and "Aucune barre" in panel.narrow.told.value
    workshop.add(Moderation(entry=ids[0], action="edit", fields={"lead": "Zoé"}))
    panel.refresh()
    assert "Zoé (1)" in [words for words, _ in panel.narrow.lists["lead"].options]
    assert panel.narrow.lists["lead"].value == "Bob"


def test_a_bar_moved_far_is_followed_to_its_page(workshop):
    made = [
        Action(title=f"Action {n}", start=date(2027, 1, 1 + n % 28), end=date(2027, 6, 1))
        for n in range(40)
    ]
    ids = workshop.add_all([(each, None) for each in made])
    panel = TimetablePanel(workshop)
    told(panel, action=ids[0], start="2027-05-01", end="2027-09-01")
    assert drawn_ids(panel)[-1] == ids[0]


def drawn_ids(panel):
    return re.findall('data-bar="([0-9a-f]+)"', panel.picture.value)


def test_actions_of_one_title_are_told_apart_and_others_bear_no_id(workshop):
    first, second = mill(workshop, lead="Ana"), mill(workshop)
    alone = mill(workshop, title="Four")
    options = {value: words for words, value in TimetablePanel(workshop).choice.options}
    assert options[alone] == "Four"
    assert options[first] == f"Moulin (Ana, {first[:4]})" != options[second]


def test_the_feed_writes_days_and_numbers_as_french_does(workshop):
    id_ = mill(workshop)
    workshop.add(
        Moderation(entry=id_, action="edit", fields={"start": "2027-02-01", "cost": 12500.0})
    )
    detail = PlanFeed(workshop)._items()[0].detail
    assert "1er février 2027" in detail and "12\u202f500" in detail


def test_the_end_promised_is_the_one_decided_on(workshop):
    id_ = mill(workshop, start=date(2027, 1, 1), end=date(2027, 3, 1))
    workshop.add(Moderation(entry=id_, action="edit", fields={"end": "2027-06-01"}))
    assert shown(workshop).first_end == date(2027, 3, 1)
    workshop.add(Decision(title="Oui", basis="vote", entry=id_))
    assert shown(workshop).first_end == date(2027, 6, 1)
    workshop.add(Moderation(entry=id_, action="edit", fields={"end": "2027-09-01"}))
    assert shown(workshop).first_end == date(2027, 6, 1)


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2027, 5, 31), 6, date(2027, 11, 30)),
    ],
)
def test_months_have_their_own_ends(day, months, moved):
    assert shifted(day, months) == moved


def test_a_decision_keeps_who_why_and_when(workshop):
    id_ = mill(workshop)
    panel = DecisionPanel(workshop)
    panel.title.value, panel.mandate.value = "Nous le faisons", "Le conseil"
    panel.reason.value, panel.review.value = "Promis", date(2099, 6, 1)
    panel.about.value = id_
    panel.children[1].children[-2].click()
    for words in ("Nous le faisons", "Le conseil", "Promis", "1 juin 2099", "Moulin"):
        assert words in panel.taken.value.replace("1er", "1")
    panel.title.value, panel.review.value = "Encore", date(2001, 1, 1)
    panel.children[1].children[-2].click()
    assert "passée" in panel.notice.value
    assert len(workshop.said(Decision)) == 1


def test_months_later_what_moved_is_told(workshop):
    id_ = mill(workshop, indicator="Clients", baseline=10.0, target=20.0,
               start=date(2020, 1, 1), end=date(2020, 3, 1))  # fmt: skip
    panel = FollowPanel(workshop)
    assert "en retard" in panel.says.value
    panel.share.value, panel.value.value, panel.status.value = "40", "15", "started"
    panel.children[2].children[-2].click()
    (found,) = plan.diagnose(workshop.case()).follow_up
    assert (found.action, found.share, found.measured, found.way) == (id_, 40, 15.0, 0.5)
    assert found.status == "started"
    panel.share.value = "140"
    panel.children[2].children[-2].click()
    assert "0 à 100" in panel.notice.value


def test_the_plan_reopens_from_its_archive_identically(workshop, tmp_path):
    id_ = mill(workshop, cost=5.0, start=date(2027, 1, 1), end=date(2027, 3, 1))
    workshop.add(Assumption(key="plan/budget", value=10.0))
    workshop.add(Decision(title="Oui", basis="vote", entry=id_, review=date(2027, 6, 1)))
    workshop.add(Vote(entry=id_, scale="judgment", value=5))
    before = plan.diagnose(workshop.case())
    kept = tmp_path / "archive.atelier"
    archive(workshop.store, kept)
    again = open_workshop(kept, CATALOGUE, read_only=True)
    try:
        assert plan.diagnose(again.case()) == before
    finally:
        again.close()


def test_the_feed_names_actions_and_never_shows_an_id(workshop):
    id_ = mill(workshop, start=date(2027, 1, 31), end=date(2027, 3, 31))
    TimetablePanel(workshop).later.click()
    workshop.add(Forced(entry=id_, choice="take", reason="Promis"))
    workshop.add(Assumption(key="gaps/food/animal", value=50.0))
    lines = PlanFeed(workshop)._items()
    assert [each.text for each in lines] == [
        "Choix à la main",
        "Fiche retouchée\u00a0: Moulin",
        "Moulin",
    ]
    assert "«\u00a0Moulin\u00a0»" in lines[0].detail
    assert "28 février 2027" in lines[1].detail
    assert not any(id_ in each.text + each.detail for each in lines)


def test_one_action_of_many_is_found_by_its_words(workshop):
    ids = [mill(workshop, title=f"Moulin {n}", lead=f"Régie {n}") for n in range(30)]
    panel = CardPanel(workshop)
    assert panel.search.words.layout.display is None
    panel.search.words.value = "moulin 1"
    assert panel.choice.chosen == ids[1], "titles come before leads"
    panel.search.words.value = "regie 27"
    assert panel.choice.chosen == ids[27]
    assert "Moulin 27" in panel.card.value
    assert "1 sur 30" in panel.search.told.value
    panel.fields["lead"].value = "Commune de Crest"
    panel.save.click()
    assert shown_one(workshop, ids[27]).lead == "Commune de Crest"
    assert panel.choice.chosen == ids[27], "an action renamed stays chosen"
    panel.search.words.value = "nulle part"
    assert "Aucune action" in panel.search.told.value
    assert len(panel.choice.options) == 30
    panel.search.words.value = ""
    assert len(panel.choice.options) == 30


def test_few_actions_need_no_search(workshop):
    mill(workshop)
    assert CardPanel(workshop).search.words.layout.display == "none"


def test_a_decision_is_about_the_action_looked_for_and_old_ones_are_folded(workshop):
    ids = [mill(workshop, title=f"Moulin {n}") for n in range(14)]
    panel = DecisionPanel(workshop)
    panel.search.words.value = "moulin 13"
    assert panel.about.chosen == ids[13]
    for n in range(11):
        panel.title.value = f"Décision {n}"
        panel._decide()
    assert panel.taken.value.count("<li>") == 11
    assert "Les 5 décisions d’avant" in panel.taken.value
    assert 'start="6"' in panel.taken.value


def test_what_is_late_comes_first_in_the_follow_up(workshop):
    mill(workshop, title="À venir")
    past = mill(workshop, title="Passée", start=date(2020, 1, 1), end=date(2021, 1, 1))
    workshop.add(Progress(entry=past, day=date(2020, 2, 1), status="started"))
    table = FollowPanel(workshop).table.html()
    assert table.index("Passée") < table.index("À venir")


def test_more_verdicts_than_a_screen_holds_are_folded():
    verdict = Verdict("a", "Moulin", 1, 3, 0.5, 0.2, (0, 0, 0, 1, 0, 0, 0), 0, (), None, False)
    assert "suivantes" not in votes_panel.drawn((verdict,) * 14)
    assert "Les 28 actions suivantes" in votes_panel.drawn((verdict,) * 40)


def test_a_decision_whose_day_has_come_is_named_and_its_card_tells_it():
    ripe = Decided("d1", "Lancer", "vote", "Conseil.", "a", "Prêt.", date(2026, 6, 1))
    later = Decided("d2", "Attendre", "vote", "Conseil", "", "", date(2027, 6, 1))
    told = written((ripe, later), {"a": "Moulin"}, {}, date(2026, 6, 1))
    due = told.split("<ol")[0]
    assert "Lancer, à revoir depuis le 1er juin 2026" in due
    assert "Attendre" not in due
    assert ".." not in told
    action = PlannedAction(id="a", title="Moulin")
    assert "Lancer, Conseil., à revoir le 1er juin 2026" in cards.card(action, "", (), (ripe,))


def test_the_ballot_of_a_long_plan_takes_the_first_of_the_ranking(workshop):
    for n in range(45):
        mill(workshop, title=f"Moulin {n}", cost=1000.0 * (50 - n))
    panel = VotePanel(workshop)
    assert panel.top.layout.display is None
    panel.top.click()
    assert len(panel.voted.value) == 40
    assert set(panel.voted.value) == {each.action for each in plan.ranking(workshop.case())[:40]}


def test_equal_first_places_are_said(workshop):
    mill(workshop, title="Un", weakest=True)
    mill(workshop, title="Deux", weakest=True)
    assert "à égalité" in RankingPanel(workshop).text()


def test_a_sum_that_was_asked_again_meanwhile_is_not_shown(workshop):
    mill(workshop, cost=1000.0)
    panel = PortfolioPanel(workshop)
    before = panel.result.value
    workshop.add(Assumption(key="plan/budget", value=2000.0))
    panel._computed(panel._asked - 1)
    assert panel.result.value == before
    panel.refresh()
    assert "2\u202f000" in panel.result.value or "1\u202f000" in panel.result.value
