"""The pages and their files: ours alone, read once, named after their contents."""

from __future__ import annotations

import functools
import gzip
import hashlib
import io
from pathlib import Path
from typing import NamedTuple

import segno

from territorial_lib import identity

STATIC = Path(__file__).with_name("static")
_TYPES = {".css": "text/css; charset=UTF-8", ".js": "text/javascript; charset=UTF-8"}


class File(NamedTuple):
    """A file to serve: its MIME type, its bytes, the same compressed, its fingerprint."""

    media_type: str
    raw: bytes
    compressed: bytes
    fingerprint: str


@functools.cache
def files() -> dict[str, File]:
    """Give the style sheets and scripts, by name.

    Returns
    -------
    dict of str to File
        A style sheet begins with the visual identity that every screen shares.
    """
    shared = identity.STYLESHEET.read_bytes()
    found = {}
    for path in sorted(STATIC.iterdir()):
        if path.suffix in _TYPES:
            raw = path.read_bytes()
            found[path.name] = _file(
                _TYPES[path.suffix], shared + raw if path.suffix == ".css" else raw
            )
    return found


@functools.cache
def page(name: str) -> File:
    """Give a page, the addresses of its files filled in.

    Parameters
    ----------
    name : str
        File name of the page, without its ending.

    Returns
    -------
    File
        The page.
    """
    text = (STATIC / f"{name}.html").read_text(encoding="utf-8")
    for file_name, file in files().items():
        text = text.replace(f"/static/{file_name}", f"/static/{file.fingerprint}/{file_name}")
    return _file("text/html; charset=UTF-8", text.encode())


def qr_code(address: str) -> bytes:
    """Draw the QR code of an address.

    Parameters
    ----------
    address : str
        A URL.

    Returns
    -------
    bytes
        SVG, dark on white with its quiet zone.
    """
    code = segno.make(address, error="m", micro=False)
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", scale=8, border=3, dark="#1d2b2a", light="#ffffff")
    return drawn.getvalue()


def _file(media_type: str, raw: bytes) -> File:
    digest = hashlib.sha256(raw).hexdigest()[:16]
    return File(media_type, raw, gzip.compress(raw, 9, mtime=0), digest)
