"""The process that imports what kernels use, then forks one at each request.

It has one thread, no event loop, no link but to its door. What is listed is imported one item at a
time, requests being answered in between: the first page does not wait for the last library.
"""

from __future__ import annotations

import gc
import importlib
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Sequence
from typing import Any

from territorial_lib.serve.warm import cleanliness, messages
from territorial_lib.serve.warm.kernel import Birth, detach, run
from territorial_lib.serve.warm.sources import Sources

FIRST = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.debugger",
    "IPython.core.completerlib",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "tornado.queues",
    "sqlite3",
    "faulthandler",
    "encodings.latin_1",
    "encodings.ascii",
)
"""What every kernel needs, before what was listed."""


class Template:
    """Imports, forks, tells the door how each fork ends.

    Parameters
    ----------
    link : socket.socket
        To the door.
    life : int
        The pipe that kernels watch.
    items : sequence of str
        Modules to import, or functions to call written ``module:function``.
    """

    def __init__(self, link: socket.socket, life: int, items: Sequence[str]) -> None:
        self._link = link
        self._life = life
        self._items = [*FIRST, *items]
        self._children: dict[int, int] = {}
        self._retired = False
        self._own = os.getpid()
        self._sources = Sources()
        self._poll = select.poll()  # holds no descriptor of its own
        self._poll.register(link, select.POLLIN)

    def serve(self) -> Birth | None:
        """Answer the door until it is gone.

        Returns
        -------
        Birth or None
            In a fork, what to become; None in the template, whose work is over.
        """
        while not self._retired or self._children:
            for number, _ in self._poll.poll(0 if self._items else None):
                if number != self._link.fileno():
                    self._bury(number)
                    continue
                message, streams = messages.receive(self._link)
                if message is None:
                    return None
                birth = self._obey(message, streams)
                if birth is not None:
                    return birth
            self._warm()
        return None

    def _obey(self, message: messages.Message, streams: list[int]) -> Birth | None:
        if "retire" in message:
            self._retired, self._items = True, []
            return None
        try:
            return self._bear(message, streams)
        finally:
            if os.getpid() == self._own:
                for stream in streams:
                    os.close(stream)

    def _bear(self, message: messages.Message, streams: list[int]) -> Birth | None:
        fault, edited = self._fault(streams), self._sources.changed()
        if fault or edited:
            self._say(id=message["id"], refused=fault, edited=edited)
            return None
        gc.freeze()
        child = os.fork()
        if child == 0:
            return self._leave(message, streams)
        self._adopt(child, message["id"])
        return None

    def _adopt(self, child: int, request: int) -> None:
        watch = os.pidfd_open(child)
        self._children[watch] = child
        self._poll.register(watch, select.POLLIN)
        messages.send(self._link, {"id": request, "pid": child}, [watch])

    def _leave(self, message: messages.Message, streams: list[int]) -> Birth:
        self._link.close()
        return Birth(
            argv=tuple(message["argv"]),
            environment=_environment(message["environment"]),
            cwd=message["cwd"],
            server=message["server"],
            life=self._life,
            streams=tuple(streams),
        )

    def _bury(self, watch: int) -> None:
        child = self._children.pop(watch)
        self._poll.unregister(watch)
        os.close(watch)
        _, status = os.waitpid(child, 0)
        self._say(ended=child, code=os.waitstatus_to_exitcode(status))

    def _fault(self, streams: list[int]) -> str | None:
        """Tell why a fork would not be safe now, None where it is."""
        threads = cleanliness.threads()
        if len(threads) > 1:
            return f"the template has several threads: {', '.join(sorted(threads))}"
        own = {0, 1, 2, self._life, self._link.fileno(), *streams, *self._children}
        carried = cleanliness.uncarried(own)
        if carried:
            return f"the template has open: {', '.join(carried)}"
        return None

    def _warm(self) -> None:
        if not self._items:
            return
        item = self._items.pop(0)
        try:
            prepare(item)
        except Exception as error:  # noqa: BLE001 - a library that fails here is told; kernels go on
            self._say(told=f"{item} is not kept warm: {error!r}", trace=traceback.format_exc())
        self._sources.note()
        if not self._items:
            gc.collect()
            self._say(warm=True)

    def _say(self, **message: Any) -> None:
        messages.send(self._link, message)


def prepare(item: str) -> None:
    """Import a module, or call a function of one.

    Parameters
    ----------
    item : str
        ``module`` or ``module:function``.
    """
    module, _, function = item.partition(":")
    imported = importlib.import_module(module)
    if function:
        getattr(imported, function)()


def _environment(difference: dict[str, Any]) -> dict[str, str]:
    """Give a kernel's environment from what differs with the template's at its start."""
    kept = {name: value for name, value in STARTED.items() if name not in difference["unset"]}
    return {**kept, **difference["set"]}


STARTED = dict(os.environ)


def main() -> None:
    """Serve; in a fork, become a kernel once the template's own calls have returned."""
    link, life = int(sys.argv[1]), int(sys.argv[2])
    del sys.path[0]  # the folder it was started in, as ipykernel's launcher does
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    os.set_inheritable(life, False)
    template = Template(socket.socket(fileno=link), life, sys.argv[3:])
    birth = template.serve()
    del template
    if birth is not None:
        detach(birth)
        run(birth)


if __name__ == "__main__":
    main()
