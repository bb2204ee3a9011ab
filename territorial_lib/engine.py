"""Recomputes what a new entry touches and publishes it, with no tab open anywhere.

Each recipe says which kinds of entries it reads. Its fingerprint is that of the code, of the data,
of the territory and of those entries: where it has not changed, nothing is computed.

What every page shows alike (blocks, who supplies whom) takes seconds: a second process, of lower
priority, computes it one by one, so that what the phones wait for never does.
"""

from __future__ import annotations

import datetime
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from territorial_lib.doors.safety import end_with_launcher
from territorial_lib.doors.stopping import Stopping
from territorial_lib.errors import TerritorialError
from territorial_lib.geography.compact import compact_map
from territorial_lib.settings import Settings
from territorial_lib.store import current
from territorial_lib.store.board import CONTRIBUTED, Board
from territorial_lib.store.log import system_clock
from territorial_lib.store.published import Published
from territorial_lib.store.targets import Target
from territorial_lib.store.watch import Watcher
from territorial_lib.workshop import Workshop, current_workshop
from territorial_lib.workshop.results import EVERYTHING, Sharing, fingerprint, written

if TYPE_CHECKING:
    from territorial_lib.diagnosis.sharing import Shared

_LOG = logging.getLogger("territorial.engine")
LOOK_SECONDS = 0.5
_BLOCKS, _NICE, _AGAIN_SECONDS = "blocks", 5, 30.0
"""Niceness: beside pages that compute, ten or more let the dashboard wait twice as long."""
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
)
"""What phones and the wall wait for."""
SLOW_RECIPES = (
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


def share(
    workshop: Workshop,
    results: Published,
    shared: Iterable[Shared],
    interrupted: Callable[[], bool] = lambda: False,
) -> int:
    """Compute and publish what every page shows alike and is not published for the present state.

    Parameters
    ----------
    workshop : Workshop
        The workshop being led.
    results : Published
        Where its results are.
    shared : iterable of Shared
        What to publish, in order.
    interrupted : callable
        Asked after each one computed: True leaves the rest for another time.

    Returns
    -------
    int
        How many were computed.
    """
    computed = 0
    for each in shared:
        case = workshop.case()
        assert isinstance(case.published, Sharing)
        try:
            besides = each.depends(case)
            if case.published.read(each.key, besides) is not None:
                continue
            document = written(each.of(case), read := case.reads(each.key))
            now = case.published.fingerprint(besides, read)
        except TerritorialError as error:
            _LOG.warning("%s is not published: %s", each.key, error)
            continue
        except Exception:  # noqa: BLE001 - a page computes by itself what is not published
            _LOG.exception("%s is not published", each.key)
            continue
        results.put(each.key, now, document)
        computed += 1
        if interrupted():
            break
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
        self.stopping = Stopping()
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
        """Stop after what is being computed, half a second later at most: a signal may ask it."""
        self.stopping.set()

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
        _LOG.debug("%d results computed", self._made(self._workshop, self._results))

    def _made(self, workshop: Workshop, results: Published) -> int:
        return publish(workshop, results)

    def _close(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()
        if self._results is not None:
            self._results.close()
        if self._workshop is not None:
            self._workshop.close()
        self._workshop = self._results = self._watcher = self._target = None


class BlockEngine(Engine):
    """Publishes what every page shows alike; begins again at each new entry, light ones first.

    Parameters
    ----------
    settings : Settings
        Where things are.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._day = _today()

    def _made(self, workshop: Workshop, results: Published) -> int:
        from territorial_lib.diagnosis.sharing import shared_on

        made = publish(workshop, results, SLOW_RECIPES)
        return made + share(workshop, results, shared_on(self._day), self._called)

    def _step(self) -> None:
        """Begin again also when the day changes: what is late does."""
        if self._day != _today():
            self._day = _today()
            self.changed.set()
        super()._step()

    def _called(self) -> bool:
        """Say whether something else is to be done first."""
        elsewhere = str(current.chosen(self.settings)) != str(self._target)
        return self.changed.is_set() or self.stopping.is_set() or elsewhere


def _today() -> datetime.date:
    return system_clock().astimezone().date()


class Beside:
    """The process that computes the blocks: started again when it dies, ended with this one."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._process = self._started()
        threading.Thread(target=self._watch, name="blocks", daemon=True).start()

    def stop(self) -> None:
        """End it at once: a result half computed was not published."""
        self._ended.set()
        self._process.kill()
        self._process.wait()

    def _watch(self) -> None:
        while not self._ended.is_set():
            code = self._process.wait()
            if not self._ended.wait(_AGAIN_SECONDS):
                _LOG.warning("What computes the blocks ended (%s): started again", code)
                self._process = self._started()

    @staticmethod
    def _started() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "territorial_lib.engine", _BLOCKS]
        process = subprocess.Popen(command, stdin=subprocess.PIPE)  # ended when this one is
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
        return process


def main() -> None:
    """Run until the launcher stops this process or dies: its standard input ends with it."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.captureWarnings(True)
    alone = _BLOCKS in sys.argv[1:]
    engine = (BlockEngine if alone else Engine)(Settings.from_environment())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: engine.stop())
    end_with_launcher(sys.stdin.fileno())
    beside = None if alone else Beside()
    try:
        engine.run()
    finally:
        if beside is not None:
            beside.stop()


if __name__ == "__main__":
    main()
