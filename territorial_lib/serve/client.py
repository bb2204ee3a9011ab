"""A kernel's client that begins as soon as the kernel has answered.

jupyter_client's own waits for 0.2 s of silence after the first answer: a third of a page's time.
"""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

ANSWER = 1.0
"""Seconds after which a kernel that has not answered is asked again: it may be starting."""
HEARD = 0.2
"""Seconds after its answer without what it broadcasts: the link was not there yet, it is asked
again."""


class PromptClient(AsyncKernelClient):
    """A client that knows by what the kernel broadcasts, not by its silence, that all is linked."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and what it broadcasts is heard.

        Parameters
        ----------
        timeout : float, optional
            Seconds after which RuntimeError is raised; None for ever.
        """
        end = float("inf") if timeout is None else time.monotonic() + timeout
        while not await self._answered():
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > end:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    async def _answered(self) -> bool:
        self.kernel_info()
        try:
            reply = await self.get_shell_msg(timeout=ANSWER)
            if reply["msg_type"] != "kernel_info_reply":
                return False
            while not _ends(await self.get_iopub_msg(timeout=HEARD), reply):
                pass
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


def _ends(message: dict[str, Any], reply: dict[str, Any]) -> bool:
    """Tell whether a broadcast is the last one about what was replied to."""
    about, asked = (each["parent_header"].get("msg_id") for each in (message, reply))
    return bool(about == asked and message["content"].get("execution_state") == "idle")
