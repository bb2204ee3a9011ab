"""Fetching a file over HTTP: resumed where it stopped, given up where it stalls, never trusted."""

from __future__ import annotations

import hashlib
import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from territorial_lib.errors import DownloadFailed
from territorial_lib.imports.disk import reason
from territorial_lib.imports.limits import MEGABYTE, weight

Progress = Callable[[int, int | None], None]
"""Called with the bytes received and the bytes expected, None where the server does not tell."""
_CHUNK = 1 << 16
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_RESUMABLE = (TimeoutError, ConnectionError, http.client.HTTPException)
_PAGES = (b"<!doctype html", b"<html", b"<?xml")


@dataclass(frozen=True)
class Patience:
    """How long a server is waited for.

    Parameters
    ----------
    seconds : float
        Silence after which it is said to stall.
    attempts : int
        Tries in all, each resuming the former.
    bytes_at_most : int
        Size beyond which a file is refused.
    """

    seconds: float = 30.0
    attempts: int = 4
    bytes_at_most: int = 1_500 * MEGABYTE


def fetch(url: str, target: Path, patience: Patience, progress: Progress) -> Path:
    """Fetch a file.

    Parameters
    ----------
    url : str
        Its address, https except on this machine.
    target : Path
        Where it must appear, whole or not at all; what was received of it waits beside, under
        ``.part``, for the next call.
    patience : Patience
        When to give up.
    progress : callable
        Told of what is received.

    Returns
    -------
    Path
        The file; DownloadFailed says why it could not be fetched.
    """
    _require_safe(url)
    why = ""
    for _ in range(max(patience.attempts, 1)):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if _try(url, target, patience, progress):
                _refuse_page(url, _part(target))
                _part(target).replace(target)
                _note(target).unlink(missing_ok=True)
                return target
            why = "le serveur a coupé avant la fin"
        except _RESUMABLE as error:
            why = _stopped(error, patience)
        except URLError as error:
            if not isinstance(error.reason, _RESUMABLE):
                raise _failed(url, f"l’adresse ne répond pas ({error.reason})") from error
            why = _stopped(error.reason, patience)
        except OSError as error:
            raise _unwritten(url, target, error) from error
    raise _failed(url, f"{why} ; {weight(_received(target))} reçus sont gardés")


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file.

    Parameters
    ----------
    path : Path
        Any file.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class _SafeRedirects(HTTPRedirectHandler):
    """Follow a redirection only where a first address would be accepted."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        _require_safe(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _require_safe(url: str) -> None:
    address = urlsplit(url)
    local = address.hostname in _LOOPBACK
    if address.scheme != "https" and not (address.scheme == "http" and local):
        raise _failed(url, "l’adresse n’est pas en https")


def _opener(url: str) -> OpenerDirector:
    local = urlsplit(url).hostname in _LOOPBACK
    return build_opener(_SafeRedirects(), *([ProxyHandler({})] if local else []))


def _try(url: str, target: Path, patience: Patience, progress: Progress) -> bool:
    """Receive what is still missing; tell whether the file is whole."""
    request = Request(url, headers={"User-Agent": "territorial-workbook", **_resuming(target)})
    try:
        answer = _opener(url).open(request, timeout=patience.seconds)
    except HTTPError as error:
        error.close()
        if error.code == 416:  # what is kept no longer fits the server's file
            _part(target).unlink(missing_ok=True)
            return False
        if error.code in (429, 502, 503, 504):
            raise ConnectionError(f"réponse {error.code}") from error
        raise _failed(url, f"le serveur répond {error.code}") from error
    with answer:
        return _receive(url, answer, target, patience, progress)


def _receive(
    url: str, answer: http.client.HTTPResponse, target: Path, patience: Patience, progress: Progress
) -> bool:
    resumed = answer.status == 206
    received = _received(target) if resumed else 0
    length = answer.headers.get("Content-Length")
    expected = received + int(length) if length and length.isdigit() else None
    _require_size(url, expected or 0, patience)
    tag = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
    _note(target).write_text(json.dumps({"url": url, "tag": tag}), encoding="utf-8")
    with _part(target).open("ab" if resumed else "wb") as stream:
        while chunk := answer.read1(_CHUNK):
            stream.write(chunk)
            received += len(chunk)
            _require_size(url, received, patience)
            progress(received, expected)
    return received > 0 and (expected is None or received == expected)


def _resuming(target: Path) -> dict[str, str]:
    """Ask for the rest, on condition that the file has not changed since."""
    try:
        known = json.loads(_note(target).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    received = _received(target)
    if not received or not known.get("tag"):
        return {}
    return {"Range": f"bytes={received}-", "If-Range": known["tag"]}


def _require_size(url: str, size: int, patience: Patience) -> None:
    if size > patience.bytes_at_most:
        raise _failed(url, f"le fichier dépasse {weight(patience.bytes_at_most)}")


def _refuse_page(url: str, path: Path) -> None:
    with path.open("rb") as stream:
        start = stream.read(200).lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(_PAGES):
        path.unlink()
        raise _failed(url, "une page a été reçue à la place du fichier (portail du réseau ?)")


def _part(target: Path) -> Path:
    return target.with_name(target.name + ".part")


def _note(target: Path) -> Path:
    return target.with_name(target.name + ".note")


def _received(target: Path) -> int:
    part = _part(target)
    return part.stat().st_size if part.exists() else 0


def _stopped(error: BaseException | str, patience: Patience) -> str:
    if isinstance(error, TimeoutError):
        return f"le serveur n’envoie plus rien depuis {patience.seconds:g} s"
    return f"la liaison a été coupée ({error})"


def _unwritten(url: str, target: Path, error: OSError) -> DownloadFailed:
    return DownloadFailed(
        f"Le téléchargement de {url} n’a pas pu être écrit dans {target.parent}\u00a0: "
        f"{reason(error)}.",
        "Libérez de la place, ou choisissez un autre dossier avec la variable TERRITORIAL_HOME. "
        "Les données déjà en place restent inchangées.",
    )


def _failed(url: str, why: str) -> DownloadFailed:
    return DownloadFailed(
        f"Le téléchargement de {url} a échoué : {why}.",
        "Vérifiez la connexion et recommencez : ce qui est reçu n’est pas redemandé. "
        "Les données déjà en place restent inchangées.",
    )
