"""A page begins when its kernel has answered, not after a silence; what was lost is asked again."""

from __future__ import annotations

from queue import Empty
from typing import Any

import pytest

from territorial_lib.serve.client import PromptClient
from tests.conftest import run_apart


class Kernel(PromptClient):
    """A kernel whose answers are written in advance; nothing is sent, no time passes."""

    def __init__(self, shell: list[Any], broadcast: list[Any], alive: bool = True) -> None:
        super().__init__()
        self.asked = 0
        self.shell, self.broadcast, self.alive = shell, broadcast, alive

    def kernel_info(self) -> str:
        self.asked += 1
        return str(self.asked)

    async def get_shell_msg(self, *_: Any, **__: Any) -> Any:
        return said(self.shell)

    async def get_iopub_msg(self, *_: Any, **__: Any) -> Any:
        return said(self.broadcast)

    async def _async_is_alive(self) -> bool:
        return self.alive


def said(messages: list[Any]) -> Any:
    told = messages.pop(0)
    if told is None:
        raise Empty
    return told


def reply(number: str, kind: str = "kernel_info_reply") -> dict[str, Any]:
    content = {"protocol_version": "5.3"}
    return {"msg_type": kind, "parent_header": {"msg_id": number}, "content": content}


def status(number: str, state: str) -> dict[str, Any]:
    parent = {"msg_id": number} if number else {}
    return {"msg_type": "status", "parent_header": parent, "content": {"execution_state": state}}


def test_it_reads_no_further_than_the_end_of_the_answer() -> None:
    later = status("page", "busy")
    broadcast = [status("", "starting"), status("1", "busy"), status("1", "idle"), later]
    kernel = Kernel([reply("1")], broadcast)
    run_apart(kernel.wait_for_ready(timeout=1))
    assert kernel.asked == 1
    assert kernel.broadcast == [later]


def test_what_was_said_before_anyone_listened_is_asked_again() -> None:
    late = [None, status("1", "idle"), status("2", "busy"), status("2", "idle")]
    kernel = Kernel([reply("1"), reply("2")], late)
    run_apart(kernel.wait_for_ready())
    assert kernel.asked == 2
    assert kernel.broadcast == []


def test_a_kernel_that_is_slow_to_start_is_waited_for() -> None:
    kernel = Kernel([None, reply("0", "execute_reply"), reply("3")], [status("3", "idle")])
    run_apart(kernel.wait_for_ready(timeout=60))
    assert kernel.asked == 3


def test_a_dead_kernel_is_told_and_a_mute_one_too() -> None:
    with pytest.raises(RuntimeError, match="died"):
        run_apart(Kernel([None], [], alive=False).wait_for_ready())
    with pytest.raises(RuntimeError, match="respond"):
        run_apart(Kernel([None, None], []).wait_for_ready(timeout=-1))
