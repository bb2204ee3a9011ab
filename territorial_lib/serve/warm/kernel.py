"""How a fork becomes a kernel: nothing of the template's is left but its memory."""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from territorial_lib.serve.warm import cleanliness

ORPHANED = 1
"""Exit code of a kernel whose server died, as ipykernel's own."""


@dataclass(frozen=True)
class Birth:
    """What a kernel to come is told.

    Parameters
    ----------
    argv : tuple of str
        Its command line after the module: connection file and traits.
    environment : Mapping of str to str
        All of it.
    cwd : str
        Its working directory.
    server : int
        Process id of the server that asked.
    life : int
        A pipe whose other end the server alone holds: its end is the server's.
    streams : tuple of int
        Descriptors of its standard input, output and error.
    """

    argv: tuple[str, ...]
    environment: Mapping[str, str]
    cwd: str
    server: int
    life: int
    streams: tuple[int, ...]


class LifeWatch(threading.Thread):
    """Ends this process when its server ends, even by ``kill -9``.

    Parameters
    ----------
    life : int
        The pipe that the server holds open.
    """

    def __init__(self, life: int) -> None:
        super().__init__(name="server-watch", daemon=True)
        self._life = life

    def run(self) -> None:
        """Wait for the end of the pipe: nothing is ever written there."""
        while os.read(self._life, 1):
            pass
        os._exit(ORPHANED)


def detach(birth: Birth) -> None:
    """Leave the template: session, signals, files, environment, directory, random numbers.

    Parameters
    ----------
    birth : Birth
        What to become.
    """
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _take_streams(birth.streams)
    keep_only({0, 1, 2, birth.life})
    os.environ.clear()
    os.environ.update(birth.environment)
    time.tzset()
    tempfile.tempdir = None
    os.chdir(birth.cwd)
    _reseed()


def keep_only(own: Collection[int]) -> None:
    """Close what the template left open, and open again the files that libraries read.

    Parameters
    ----------
    own : collection of int
        Descriptors that are already this process's own.
    """
    inherited = cleanliness.descriptors() - set(own)
    shared = cleanliness.readable(inherited)
    for number in inherited - shared:
        os.close(number)
    for number in shared:
        cleanliness.reopen(number)


def run(birth: Birth) -> None:
    """Be a kernel until told to stop.

    Parameters
    ----------
    birth : Birth
        What the kernel is told.
    """
    from ipykernel.kernelapp import IPKernelApp

    class ForkedKernelApp(IPKernelApp):
        """The kernel application, whose parent is not its server."""

        name = IPKernelApp.name

        def init_poller(self) -> None:
            """Watch the server itself: the template's death is no reason to end."""
            self.poller = LifeWatch(birth.life)

    sys.argv = ["ipykernel_launcher", *birth.argv]
    gc.enable()
    application: Any = ForkedKernelApp.instance(parent_handle=birth.server)
    application.initialize(list(birth.argv))
    _as_if_imported_here(application.shell)
    application.start()


def _as_if_imported_here(shell: Any) -> None:
    """Tell libraries what they would have seen, had they been imported in this kernel.

    ipywidgets then answers browsers; pandas then cuts wide tables as in a notebook, not a terminal.
    """
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].load_ipython_extension(shell)
    if "pandas" in sys.modules:
        sys.modules["pandas"].set_option("display.max_columns", 20)


def _take_streams(streams: tuple[int, ...]) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)


def _reseed() -> None:
    """Give numpy's own generator a new start; `random` does so itself in every fork."""
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
