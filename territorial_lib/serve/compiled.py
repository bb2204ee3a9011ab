"""Voilà's templates compiled once for all pages, not once a page: half of a door's work."""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from nbconvert.exporters import templateexporter


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


class KeepCompiled(Extension):
    """Has an environment of nbconvert's share what others compiled.

    Parameters
    ----------
    environment : Environment
        Made for one page.
    """

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.bytecode_cache = _COMPILED


def keep_compiled() -> None:
    """Have every page of this process share the compiled templates."""
    name = f"{__name__}.{KeepCompiled.__name__}"
    if name not in templateexporter.JINJA_EXTENSIONS:
        templateexporter.JINJA_EXTENSIONS.append(name)
