"""The stream by which phones and the wall hear what changes."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import Any

from tornado.iostream import StreamClosedError

from territorial_lib.room.handlers import Answered, Base

_LOG = logging.getLogger("territorial.room")


class Events(Base):
    """What changes, as it changes."""

    participant = ""
    group = ""

    async def get(self) -> None:
        """Keep the answer open and send what changes."""
        room = self.room
        self.take(self.service.streams, self.request.remote_ip or "")
        who = self.recognised()
        if who is not None:
            self.participant, self.group = who.participant or "", who.group
        wall = self.get_query_argument("wall", "") == "1"
        self._audience = room.wall if wall else room.phones
        self._ended = self.service.loop.create_future()
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("X-Accel-Buffering", "no")
        self.write(b"retry: 2000\n\nevent: hello\ndata: {}\n\n")
        await self._flushed(self.flush())
        self._audience.listeners.add(self)
        room.presence_changed()
        try:
            await self._ended
        finally:
            self._audience.listeners.discard(self)
            room.presence_changed()

    def send(self, piece: bytes) -> int:
        """Send a piece.

        Parameters
        ----------
        piece : bytes
            An event.

        Returns
        -------
        int
            Bytes still waiting.
        """
        stream = getattr(self.request.connection, "stream", None)
        if self._finished or stream is None or stream.closed():
            self.let_go()
            return 0
        self.write(piece)
        self.flush().add_done_callback(_heard)
        waiting = getattr(stream, "_write_buffer", None)  # tornado tells it nowhere else
        return len(waiting) if waiting else 0

    def let_go(self) -> None:
        """End the stream."""
        if not self._ended.done():
            self._ended.set_result(None)

    def on_connection_close(self) -> None:
        """Notice that the page is gone."""
        if hasattr(self, "_ended"):
            self.let_go()

    @staticmethod
    async def _flushed(flush: Awaitable[None]) -> None:
        try:
            await flush
        except StreamClosedError:
            raise Answered from None


def _heard(future: Any) -> None:
    """Take note that a listener is gone: `on_connection_close` does what there is to do."""
    error = future.exception() if not future.cancelled() else None
    if error is not None and not isinstance(error, StreamClosedError):
        _LOG.error("An event could not be sent: %r", error)
