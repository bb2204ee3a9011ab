"""The kernel provisioner: a fork of a warm template where it is safe, a plain start otherwise.

In a kernel specification::

    "metadata": {"kernel_provisioner": {
        "provisioner_name": "territorial-warm",
        "config": {"warm": ["pandas", "my_package.tables:read"]}}}
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Float, List, Unicode

from territorial_lib.serve.warm.brood import Edited, Unavailable
from territorial_lib.serve.warm.nursery import SAFE, Nursery, nursery
from territorial_lib.serve.warm.process import ForkedProcess
from territorial_lib.serve.warm.suitability import unsuitable

NEWBORN = 5.0
"""Seconds within which a kernel that ends by itself is one that could not start."""


class WarmProvisioner(LocalProvisioner):
    """Starts kernels by forking; interrupts, restarts and stops them as plain ones."""

    warm = List(Unicode(), help="Modules to keep imported, or functions written module:function.")
    warm.tag(config=True)
    patience = Float(20.0, help="Seconds to wait for the template before a plain start.")
    patience.tag(config=True)

    process: Any
    _ending = False

    @property
    def nursery(self) -> Nursery:
        """The nursery that this kernel comes from."""
        return nursery(tuple(self.warm))

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel.

        Parameters
        ----------
        cmd : list of str
            Its command line.
        **kwargs : Any
            As `subprocess.Popen` takes them.

        Returns
        -------
        KernelConnectionInfo
            How to reach it.
        """
        self._ending = False
        options = LocalProvisioner._scrub_kwargs(kwargs)
        try:
            process = await self._forked(cmd, options)
        except Unavailable as reason:
            self.log.warning("Kernel %s starts plainly: %s", self.kernel_id, reason)
            plain: KernelConnectionInfo = await super().launch_kernel(cmd, **kwargs)
            return plain
        self.process, self.pid, self.pgid = process, process.pid, process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        self.log.info("Kernel %s forked (process %s)", self.kernel_id, process.pid)
        return self.connection_info

    async def poll(self) -> int | None:
        """Tell whether the kernel has ended.

        Returns
        -------
        int or None
            Exit code; None while it lives.
        """
        process = self.process
        code: int | None = await super().poll()
        if isinstance(process, ForkedProcess) and not self._ending:
            self._learn(process, code)
        return code

    async def kill(self, restart: bool = False) -> None:
        """End the kernel by force.

        Parameters
        ----------
        restart : bool
            True where another start follows.
        """
        self._ending = True
        await super().kill(restart)

    async def terminate(self, restart: bool = False) -> None:
        """Ask the kernel to end.

        Parameters
        ----------
        restart : bool
            True where another start follows.
        """
        self._ending = True
        await super().terminate(restart)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Learn that the kernel was told to end.

        Parameters
        ----------
        restart : bool
            True where another start follows.
        """
        self._ending = True

    def _learn(self, process: ForkedProcess, code: int | None) -> None:
        if code is None and time.monotonic() - process.born > NEWBORN:
            self.nursery.newborn(lives=True)
        elif code is not None and time.monotonic() - process.born < NEWBORN:
            self.nursery.newborn(lives=False)
            self._ending = True  # counted once

    async def _forked(self, cmd: list[str], options: dict[str, Any]) -> ForkedProcess:
        fault = None if SAFE else "this system has no safe fork"
        fault = fault or unsuitable(cmd, options)
        if fault:
            raise Unavailable(fault)
        try:
            return await self._asked(cmd, options)
        except Edited as reason:
            self.nursery.renew(reason.package)
            return await self._asked(cmd, options)

    async def _asked(self, cmd: list[str], options: dict[str, Any]) -> ForkedProcess:
        environment = {**options["env"], "JPY_PARENT_PID": str(os.getpid())}
        order = {
            "argv": cmd[3:],
            "environment": environment,
            "cwd": str(options.get("cwd") or Path.cwd()),
            "server": os.getpid(),
        }
        brood = self.nursery.brood()
        with _streams(options) as streams:
            asked = brood.ask(order, streams)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(asked), self.patience)
        except TimeoutError as error:
            brood.late = True
            asked.add_done_callback(_discard)
            raise Unavailable(f"the template said nothing for {self.patience:g} s") from error


def _discard(asked: Future[ForkedProcess]) -> None:
    """End a kernel that came when nobody waited for it any more."""
    if not asked.cancelled() and asked.exception() is None:
        asked.result().kill()


@contextmanager
def _streams(options: dict[str, Any]) -> Iterator[Sequence[int]]:
    """Open what the kernel's standard streams will be."""
    with ExitStack() as opened:
        void = opened.enter_context(Path(os.devnull).open("r+b"))
        usual = {"stdin": void.fileno(), "stdout": 1, "stderr": 2}
        yield [
            _number(options.get(name), default, void.fileno()) for name, default in usual.items()
        ]


def _number(stream: Any, default: int, void: int) -> int:
    """Give the descriptor of a stream as `subprocess.Popen` takes it: None, DEVNULL, file..."""
    if stream is None:
        return default
    if stream == subprocess.DEVNULL:
        return void
    return stream if isinstance(stream, int) else int(stream.fileno())
