"""One running template and the kernels it gave, seen from the door."""

from __future__ import annotations

import itertools
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future

from territorial_lib.serve.warm import cleanliness, messages
from territorial_lib.serve.warm.process import ForkedProcess

_LOG = logging.getLogger(__name__)
_MODULE = "territorial_lib.serve.warm.template"
_NOT_INHERITED = ("JPY_PARENT_PID", "JPY_SESSION_NAME")


class Unavailable(Exception):
    """No kernel can be forked now; the message says why."""


class Edited(Unavailable):
    """The template imported code that was edited since.

    Parameters
    ----------
    package : str
        Whose code.
    """

    def __init__(self, package: str) -> None:
        super().__init__(f"the code of {package} was edited since it was imported")
        self.package = package


class Brood:
    """A template process and its kernels.

    Parameters
    ----------
    items : sequence of str
        What the template keeps warm.
    life : int
        The end of the pipe that kernels watch.
    """

    def __init__(self, items: Sequence[str], life: int) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
        self.environment: Mapping[str, str] = {**kept, **cleanliness.SINGLE_THREADED}
        self.warm = threading.Event()
        self.late = False
        self._requests = itertools.count()
        self._awaited: dict[int, Future[ForkedProcess]] = {}
        self._kernels: dict[int, ForkedProcess] = {}
        self._link, theirs = messages.pair()
        command = [sys.executable, "-m", _MODULE, str(theirs.fileno()), str(life), *items]
        try:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                env=dict(self.environment),
                pass_fds=[theirs.fileno(), life],
            )
        finally:
            theirs.close()
        self._listener = threading.Thread(target=self._listen, name="warm-template", daemon=True)
        self._listener.start()

    @property
    def alive(self) -> bool:
        """True while the template is there to be asked."""
        return self._listener.is_alive()

    def ask(self, order: messages.Message, streams: Sequence[int]) -> Future[ForkedProcess]:
        """Ask for a kernel.

        Parameters
        ----------
        order : dict
            ``argv``, ``environment`` (all of it), ``cwd``, ``server``.
        streams : sequence of int
            Standard input, output and error.

        Returns
        -------
        Future of ForkedProcess
            The kernel; Unavailable where the template refuses or dies. Cancelled, it kills the
            kernel that comes too late.
        """
        number = next(self._requests)
        future: Future[ForkedProcess] = Future()
        self._awaited[number] = future
        told = {**order, "id": number, "environment": self._difference(order["environment"])}
        try:
            messages.send(self._link, told, streams, wait=False)
        except OSError as error:
            self._awaited.pop(number, None)
            raise Unavailable(f"the template cannot be asked: {error}") from error
        if not self.alive:
            self._abandon()
        return future

    def retire(self) -> None:
        """Let the template end once its kernels have."""
        self._tell_end()

    def close(self) -> None:
        """End the template now; its kernels go on, watched by nobody but the system."""
        self._link.shutdown(socket.SHUT_RDWR)
        self.process.kill()
        self._listener.join()

    def _tell_end(self) -> None:
        try:
            messages.send(self._link, {"retire": True}, wait=False)
        except OSError:
            self.process.terminate()

    def _difference(self, environment: Mapping[str, str]) -> messages.Message:
        changed = {
            name: value
            for name, value in environment.items()
            if self.environment.get(name) != value
        }
        return {"set": changed, "unset": [n for n in self.environment if n not in environment]}

    def _listen(self) -> None:
        while True:
            message, descriptors = messages.receive(self._link)
            if message is None:
                break
            self.late = False
            self._hear(message, descriptors)
        self._link.close()
        code = self.process.wait()
        if code:
            _LOG.warning("The template of the kernels ended (code %s)", code)
        self._abandon()

    def _hear(self, message: messages.Message, descriptors: list[int]) -> None:
        if "pid" in message:
            self._deliver(message["id"], ForkedProcess(message["pid"], descriptors[0]))
        elif "refused" in message:
            self._awaited.pop(message["id"]).set_exception(_refusal(message))
        elif "ended" in message:
            self._kernels.pop(message["ended"]).tell(message["code"])
        elif "warm" in message:
            self.warm.set()
            _LOG.info("The template of the kernels is warm")
        else:
            _LOG.warning("%s\n%s", message["told"], message["trace"])

    def _deliver(self, number: int, kernel: ForkedProcess) -> None:
        self._kernels[kernel.pid] = kernel
        future = self._awaited.pop(number)
        if future.set_running_or_notify_cancel():
            future.set_result(kernel)
        else:
            kernel.kill()

    def _abandon(self) -> None:
        for number in list(self._awaited):
            future = self._awaited.pop(number, None)
            if future is not None and future.set_running_or_notify_cancel():
                future.set_exception(Unavailable("the template ended"))
        for kernel in self._kernels.values():
            kernel.orphan = True


def _refusal(message: messages.Message) -> Unavailable:
    return Edited(message["edited"]) if message["edited"] else Unavailable(message["refused"])
