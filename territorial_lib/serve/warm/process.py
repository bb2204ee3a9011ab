"""A forked kernel seen from the door, as a `subprocess.Popen` is seen."""

from __future__ import annotations

import os
import select
import signal
import time

LOST = 255
"""Exit code of a kernel that ended when nobody was there to be told how."""
_TOLD_WITHIN = 5.0


class ForkedProcess:
    """A process whose parent is the template; the door holds it by its descriptor.

    Parameters
    ----------
    pid : int
        Its number.
    watch : int
        Its descriptor (``pidfd``), ours to close: signals through it never reach another process
        that would have taken the number.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, watch: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.orphan = False
        self.born = time.monotonic()
        self._watch: int | None = watch
        self._ended: float | None = None

    def tell(self, code: int) -> None:
        """Say how it ended.

        Parameters
        ----------
        code : int
            Exit code; minus a signal's number where one killed it.
        """
        self.returncode = code

    def poll(self) -> int | None:
        """Tell whether it has ended.

        Returns
        -------
        int or None
            Exit code; None while it lives. `LOST` where its template died before it.
        """
        if self.returncode is None and self._is_over():
            self._ended = self._ended or time.monotonic()
            if self.orphan or time.monotonic() - self._ended > _TOLD_WITHIN:
                self.tell(LOST)
        if self.returncode is not None:
            self._release()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end.

        Parameters
        ----------
        timeout : float, optional
            Seconds, after which TimeoutError is raised; None for ever.

        Returns
        -------
        int
            Exit code.
        """
        limit = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if limit is not None and time.monotonic() > limit:
                raise TimeoutError(f"process {self.pid} still lives")
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal to the process alone.

        Parameters
        ----------
        number : int
            The signal; ProcessLookupError where it has ended, as `subprocess` ignores it.
        """
        if self._watch is not None:
            signal.pidfd_send_signal(self._watch, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it by force."""
        self.send_signal(signal.SIGKILL)

    def _is_over(self) -> bool:
        if self._watch is None:
            return True
        poll = select.poll()
        poll.register(self._watch, select.POLLIN)
        return bool(poll.poll(0))

    def __del__(self) -> None:
        self._release()

    def _release(self) -> None:
        watch, self._watch = self._watch, None
        if watch is not None:
            os.close(watch)
