"""Text files with separators: encoding and separator found, lines streamed and bounded."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, BinaryIO, cast

from territorial_lib.errors import FileTooLarge, UnreadableFile
from territorial_lib.imports.limits import Limits, weight
from territorial_lib.imports.rows import RefusedCell, Row, Sheet
from territorial_lib.imports.watching import EXAMINING, READING, UNWATCHED, Watch
from territorial_lib.typography import number

Opener = Callable[[], BinaryIO]
SEPARATORS = {";": "point-virgule", "\t": "tabulation", ",": "virgule", "|": "barre verticale"}
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CHUNK = 1 << 20
_SAMPLE = 60
_LOOKED_AT = "= \t\r\n\u00a0\u202f"
_ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 avec marque", "utf-16": "UTF-16"}


def delimited(
    name: str, opener: Opener, limits: Limits, size: int | None = None, watch: Watch = UNWATCHED
) -> Sheet:
    """Read a text file with separators.

    Parameters
    ----------
    name : str
        Name of the file.
    opener : callable
        Opens its bytes from the start; called several times.
    limits : Limits
        What is refused.
    size : int, optional
        How many bytes there are, to tell the progress.
    watch : Watch
        Who follows the reading.

    Returns
    -------
    Sheet
        Its rows; UnreadableFile where it is no text or no table.
    """
    encoding = _encoding(name, opener, limits, lambda done: watch.step(EXAMINING, done, size))
    separator = _separator(name, opener, encoding, limits)
    told = f"Lu en {_ENCODINGS.get(encoding, 'Windows (cp1252)')}, séparateur : " + (
        SEPARATORS[separator] + "."
    )

    def _lines() -> Iterator[Row]:
        passed = _Passed(opener, lambda done: watch.step(READING, done, size))
        return _rows(name, passed, encoding, separator, limits)

    return Sheet(name, _lines, (told,))


class _Passed:
    """Opens a file, and tells how much of it was read."""

    def __init__(self, opener: Opener, tell: Callable[[int], None]) -> None:
        self._opener, self._tell = opener, tell

    def __call__(self) -> BinaryIO:
        return cast(BinaryIO, io.BufferedReader(_Told(self._opener(), self._tell), _CHUNK))


class _Told(io.RawIOBase):
    def __init__(self, stream: BinaryIO, tell: Callable[[int], None]) -> None:
        self._stream, self._tell, self._done = stream, tell, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._stream.read(len(buffer))
        buffer[: len(content)] = content
        self._done += len(content)
        self._tell(self._done)
        return len(content)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _encoding(name: str, opener: Opener, limits: Limits, tell: Callable[[int], None]) -> str:
    with opener() as stream:
        start = stream.read(4)
        for mark, encoding in _MARKS.items():
            if start.startswith(mark):
                return encoding
        return _without_mark(name, start, stream, limits, tell)


def _without_mark(
    name: str, start: bytes, stream: BinaryIO, limits: Limits, tell: Callable[[int], None]
) -> str:
    """Read the whole file once: UTF-8 if every byte obeys it, Windows otherwise."""
    decoder, chunk, read, utf8 = codecs.getincrementaldecoder("utf-8")(), start, 0, True
    while chunk:
        read += len(chunk)
        tell(read)
        if read > limits.text_bytes:
            raise too_large(name, f"plus de {weight(limits.text_bytes)}")
        if b"\x00" in chunk:
            raise UnreadableFile(
                f"Le fichier « {name} » n’est pas un texte : il contient des octets nuls.",
                "Ouvrez-le dans un tableur et enregistrez-le en CSV UTF-8 ou en XLSX.",
            )
        utf8 = utf8 and _decodes(decoder, chunk)
        chunk = stream.read(_CHUNK)
    return "utf-8" if utf8 and _decodes(decoder, b"", True) else "cp1252"


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _lines(name: str, opener: Opener, encoding: str, limits: Limits) -> Iterator[str]:
    # cp1252 leaves five bytes undefined: they are shown as such rather than refused.
    errors = "replace" if encoding == "cp1252" else "strict"
    with opener() as raw, io.TextIOWrapper(raw, encoding, errors, newline="") as text:
        while True:
            try:
                line = text.readline(limits.line)
            except UnicodeError as error:
                raise UnreadableFile(
                    f"Le fichier « {name} » est abîmé : son encodage n’est pas régulier ({error}).",
                    "Enregistrez-le de nouveau en CSV UTF-8.",
                ) from error
            if not line:
                return
            if len(line) >= limits.line:
                raise too_large(name, f"une ligne de plus de {number(limits.line)} signes")
            yield line


def _separator(name: str, opener: Opener, encoding: str, limits: Limits) -> str:
    sample = list(islice(_lines(name, opener, encoding, limits), _SAMPLE))
    if not any(line.strip() for line in sample):
        raise UnreadableFile(
            f"Le fichier « {name} » est vide : 0 ligne.",
            "Vérifiez que c’est le bon fichier et qu’il a été enregistré.",
        )
    best = max(SEPARATORS, key=lambda separator: _regularity(sample, separator))
    if _regularity(sample, best)[1] < 2:
        raise UnreadableFile(
            f"Le fichier « {name} » n’a qu’une colonne : aucun séparateur reconnu "
            "(point-virgule, tabulation, virgule, barre verticale).",
            "Enregistrez-le en CSV avec des points-virgules, ou en XLSX.",
        )
    return best


def _regularity(sample: list[str], separator: str) -> tuple[float, int]:
    """Give the share of lines that have the commonest width above 1, and that width."""
    widths = Counter(len(row) for row in csv.reader(sample, delimiter=separator) if row)
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0.0, 0
    width = max(several, key=lambda each: (several[each], each))
    return round(several[width] / sum(widths.values()), 1), width


def _rows(
    name: str, opener: Opener, encoding: str, separator: str, limits: Limits
) -> Iterator[Row]:
    csv.field_size_limit(limits.line)
    reader = csv.reader(_lines(name, opener, encoding, limits), delimiter=separator)
    count = 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableFile(
                f"Le fichier « {name} » n’est pas lisible à la ligne {line} ({error}).",
                "Cherchez un guillemet qui n’est pas refermé.",
            ) from error
        count += 1
        checked_size(name, count, len(cells), limits)
        yield Row(line, tuple([_plain(cell) for cell in cells]))


def _plain(cell: str) -> str:
    # Most cells begin and end with neither a blank nor a sign: they are taken as they are.
    return plain_cell(cell) if cell[:1] in _LOOKED_AT or cell[-1:].isspace() else cell


def plain_cell(cell: str) -> str:
    """Refuse a text that a spreadsheet would compute.

    Parameters
    ----------
    cell : str
        A cell's text.

    Returns
    -------
    str
        The text without surrounding spaces, or a `RefusedCell`.
    """
    text = cell.strip()
    return RefusedCell(f"formule {text[:60]}") if text.startswith("=") else text


def checked_size(name: str, rows: int, columns: int, limits: Limits) -> None:
    """Raise FileTooLarge where a table has too many rows or columns.

    Parameters
    ----------
    name : str
        Name of the file.
    rows, columns : int
        Size found so far.
    limits : Limits
        What is refused.
    """
    if rows > limits.rows:
        raise too_large(name, f"plus de {number(limits.rows)} lignes")
    if columns > limits.columns:
        raise too_large(name, f"{number(columns)} colonnes, {number(limits.columns)} au plus")


def too_large(name: str, what: str) -> FileTooLarge:
    """Say that a file holds too much.

    Parameters
    ----------
    name : str
        Name of the file.
    what : str
        What is too large, in French.

    Returns
    -------
    FileTooLarge
        The error, to be raised.
    """
    return FileTooLarge(
        f"Le fichier « {name} » est trop gros : {what}.",
        "Gardez seulement votre territoire et les colonnes utiles, puis recommencez.",
    )
