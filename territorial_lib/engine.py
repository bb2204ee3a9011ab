"""Recomputes what a new entry touches and publishes it, with no tab open anywhere.

Each recipe says which kinds of entries it reads. Its fingerprint is that of the code, of the data,
of the territory and of those entries: where it has not changed, nothing is computed.
"""

from __future__ import annotations

import json
import logging
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from territorial_lib.doors.safety import end_with_launcher
from territorial_lib.errors import TerritorialError
from territorial_lib.geography.compact import compact_map
from territorial_lib.settings import Settings
from territorial_lib.store import current
from territorial_lib.store.board import CONTRIBUTED, Board
from territorial_lib.store.published import Published
from territorial_lib.store.targets import Target
from territorial_lib.store.watch import Watcher
from territorial_lib.workshop import Workshop, current_workshop
from territorial_lib.workshop.results import EVERYTHING, fingerprint

_LOG = logging.getLogger("territorial.engine")
LOOK_SECONDS = 0.5
_ACTS = frozenset(["withdrawal", "moderation", "erased", "erasure"])
_STATED = frozenset(["workshop", *_ACTS])
_ALL = frozenset([EVERYTHING])


@dataclass(frozen=True)
class Recipe:
    """A result to publish.

    Parameters
    ----------
    key : str
        Name under which it is published.
    reads : frozenset of str
        Kinds of entries it depends on; "*" for all, none for the territory alone.
    compute : callable
        Takes the workshop and its board, gives plain data.
    """

    key: str
    reads: frozenset[str]
    compute: Callable[[Workshop, Board], Any]


def _map(workshop: Workshop, _: Board) -> Any:
    return compact_map(workshop.territory, workshop.gazetteer)


def _counts(_: Workshop, board: Board) -> Any:
    shown = [i for i in board.items.values() if isinstance(i.body, CONTRIBUTED)]
    visible = [item for item in shown if item.state == "visible"]
    places = [msgspec.to_builtins(item.place) for item in visible if item.place is not None]
    return {**board.counts(), "visible": len(visible), "places": places}


def _tallies(_: Workshop, board: Board) -> Any:
    return {item.id: board.result(item) for item in board.questions()}


def _key_figures(workshop: Workshop, _: Board) -> Any:
    resources = workshop.inventory().resources
    return [msgspec.to_builtins(each.figure) for each in resources if each.key]


RECIPES = (
    Recipe("map", frozenset(), _map),
    Recipe("counts", _ALL, _counts),
    Recipe("tallies", _ALL, _tallies),
    Recipe("key_figures", frozenset(["resource", "correction", *_STATED]), _key_figures),
)


def publish(workshop: Workshop, results: Published, recipes: tuple[Recipe, ...] = RECIPES) -> int:
    """Compute and publish what is not published yet.

    Parameters
    ----------
    workshop : Workshop
        The workshop being led.
    results : Published
        Where its results are.
    recipes : tuple of Recipe
        What to publish, in order.

    Returns
    -------
    int
        How many results were computed.
    """
    board, known, computed = Board(workshop.log()), results.fingerprints(), 0
    for recipe in recipes:
        now = fingerprint(workshop, recipe.reads)
        if known.get(recipe.key) == now:
            continue
        try:
            document = json.dumps(recipe.compute(workshop, board), ensure_ascii=False)
        except TerritorialError as error:
            _LOG.warning("%s is not published: %s", recipe.key, error)
            continue
        except Exception:  # noqa: BLE001 - one result at fault must not keep the others from the hall
            _LOG.exception("%s is not published", recipe.key)
            continue
        results.put(recipe.key, now, document)
        computed += 1
    return computed


class Engine:
    """Follows the workshop being led, whichever the facilitator opens.

    Parameters
    ----------
    settings : Settings
        Where things are.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.changed = threading.Event()
        self.stopping = threading.Event()
        self._target: Target | None = None
        self._workshop: Workshop | None = None
        self._results: Published | None = None
        self._watcher: Watcher | None = None

    def run(self) -> None:
        """Publish until told to stop."""
        try:
            while not self.stopping.is_set():
                self._step()
                self.changed.wait(LOOK_SECONDS)
        finally:
            self._close()

    def stop(self) -> None:
        """Stop after what is being computed."""
        self.stopping.set()
        self.changed.set()

    def _step(self) -> None:
        try:
            self._follow()
            if self.changed.is_set():
                self.changed.clear()
                self._publish()
        except TerritorialError as error:
            _LOG.warning("%s", error)
            self._close()
            self.stopping.wait(2)

    def _follow(self) -> None:
        target = current.chosen(self.settings)
        if self._workshop is not None and str(target) == str(self._target):
            return
        self._close()
        self._workshop = current_workshop(self.settings)
        self._target = current.chosen(self.settings)
        assert self._target is not None
        self._results = Published.beside(self._target)
        self._watcher = self._workshop.follow(lambda _: self.changed.set())
        self.changed.set()
        _LOG.info("Following %s", self._workshop.store.where)

    def _publish(self) -> None:
        assert self._workshop is not None and self._results is not None
        computed = publish(self._workshop, self._results)
        _LOG.debug("%d results computed", computed)

    def _close(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()
        if self._results is not None:
            self._results.close()
        if self._workshop is not None:
            self._workshop.close()
        self._workshop = self._results = self._watcher = self._target = None


def main() -> None:
    """Run until the launcher stops this process or dies: its standard input ends with it."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.captureWarnings(True)
    engine = Engine(Settings.from_environment())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: engine.stop())
    end_with_launcher(sys.stdin.fileno())
    engine.run()


if __name__ == "__main__":
    main()
