"""The feed: newest first, escaped, renewed in place, from any thread."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

from territorial_lib.errors import InvalidEntry
from territorial_lib.forms import EntryFeed, FeedItem
from territorial_lib.forms.feed import PAGE

FIRST = FeedItem("a", "<img src=x>", group="Citoyens", who="<i>Marie</i>", when="14 h 05")
SECOND = FeedItem("b", "Scierie", detail="Die")


def words(feed: EntryFeed) -> list[str]:
    return [row.children[0].value for row in feed._list.children]


def test_everything_typed_is_text() -> None:
    (text,) = words(EntryFeed([FIRST]))
    assert "<img" not in text
    assert "&lt;i&gt;Marie" in text
    assert "Citoyens" in text


def test_rows_are_kept_and_only_changed() -> None:
    feed = EntryFeed([FIRST], on_undo=lambda _: None)
    kept = feed._list.children[0]
    feed.update([SECOND, replace(FIRST, withdrawn=True)])
    assert feed._list.children[1] is kept
    assert "(annulé)" in words(feed)[1]
    assert kept.children[1].description == "Rétablir"
    feed.update([])
    assert "Rien encore" in feed._list.children[0].value


def test_buttons_act_on_their_row() -> None:
    undone: list[str] = []
    hidden: list[str] = []
    feed = EntryFeed([SECOND, FIRST], undone.append, hidden.append)
    _, undo, hide = feed._list.children[0].children
    undo.click()
    hide.click()
    assert (undone, hidden) == (["b"], ["b"])
    assert undo.tooltip == "Annuler\u00a0: Scierie"
    assert not undo.disabled


def test_without_hand_no_button() -> None:
    assert len(EntryFeed([FIRST])._list.children[0].children) == 1


def test_a_refusal_is_shown() -> None:
    def refuse(_: str) -> Any:
        raise InvalidEntry("Déjà annulé.", "Rien à faire.")

    feed = EntryFeed([FIRST], on_undo=refuse)
    feed._list.children[0].children[1].click()
    assert "Déjà annulé." in feed.notice.value


def test_many_threads_may_renew_it() -> None:
    feed = EntryFeed()
    items = [FeedItem(str(n), f"n° {n}") for n in range(30)]
    threads = [threading.Thread(target=feed.update, args=(items[:n],)) for n in range(1, 31)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    feed.update(items)
    assert len(words(feed)) == PAGE


def test_a_long_feed_shows_its_newest_lines_and_the_others_on_demand() -> None:
    items = [FeedItem(str(n), f"n° {n}") for n in range(90)]
    feed = EntryFeed(items)
    assert words(feed) == words(EntryFeed(items[:PAGE]))
    assert feed.more.description == "Voir les 40 suivantes, sur 70"
    feed.more.click()
    assert len(words(feed)) == 60
    feed.more.click()
    assert len(words(feed)) == 90
    assert feed.more.layout.display == "none"
    assert EntryFeed(items[:PAGE]).more.layout.display == "none"
