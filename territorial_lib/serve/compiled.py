"""Voilà's templates compiled once for all pages, and sent by parts, not by crumbs.

Both were most of a door's work: a page is made of three hundred pieces, each one a turn of the
event loop and a packet.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from nbconvert.exporters import templateexporter

SENT = "<!--tw-sent-->"
"""What a template writes where all that precedes is to be sent at once: a wait follows."""


class Compiled(BytecodeCache):
    """Compiled templates of this process; one whose source has changed is compiled again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Find what was compiled of a template, for environments of the same kind.

        Parameters
        ----------
        environment : Environment
            An asynchronous one compiles otherwise.
        name, filename : str
            The template's.
        source : str
            Its text.

        Returns
        -------
        Bucket
            With its code, where it was compiled already.
        """
        key = f"{self.get_cache_key(name, filename)} {environment.is_async}"
        bucket = Bucket(environment, key, self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of this very source.

        Parameters
        ----------
        bucket : Bucket
            Jinja's: the template's name and the checksum of its source.
        """
        checksum, code = self._known.get(bucket.key, ("", None))
        if code is not None and checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled.

        Parameters
        ----------
        bucket : Bucket
            Jinja's, with its code.
        """
        if bucket.code is not None:
            self._known[bucket.key] = bucket.checksum, bucket.code


_COMPILED = Compiled()


class Gathered(Template):
    """A template whose pieces are sent together, up to each `SENT` and to the end."""

    async def generate_async(self, *given: Any, **named: Any) -> AsyncIterator[str]:  # type: ignore[override]
        """Write the page by parts.

        Parameters
        ----------
        *given, **named : Any
            As Jinja takes them.

        Yields
        ------
        str
            What is ready, whole.
        """
        ready: list[str] = []
        async for piece in super().generate_async(*given, **named):
            ready.append(piece)
            if SENT in piece:
                yield "".join(ready)
                ready.clear()
        yield "".join(ready)


class KeepCompiled(Extension):
    """Has an environment of nbconvert's share what others compiled, and gather what it writes.

    Parameters
    ----------
    environment : Environment
        Made for one page.
    """

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.bytecode_cache = _COMPILED
        environment.template_class = Gathered


def keep_compiled() -> None:
    """Have every page of this process share the compiled templates."""
    name = f"{__name__}.{KeepCompiled.__name__}"
    if name not in templateexporter.JINJA_EXTENSIONS:
        templateexporter.JINJA_EXTENSIONS.append(name)
