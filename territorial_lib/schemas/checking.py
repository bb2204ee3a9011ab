"""What somebody sent, turned into a typed struct, or the French list of everything wrong with it.

A field's French name is its ``Meta(title=...)``; what a pattern expects, its
``Meta(extra={"expects": ...})``.
"""

from __future__ import annotations

import math
import re
import types
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import inspect

from territorial_lib.errors import InvalidEntry

MAXIMUM_BYTES = 64 * 1024
MAXIMUM_DEPTH = 8
MAXIMUM_WHOLE = 2**53
"""Beyond, a browser no longer counts exactly."""

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, tab and new line apart, and halves of characters."""


class Checked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A struct with rules that join several of its fields."""

    def faults(self) -> Iterator[str]:
        """Yield what the fields break together.

        Yields
        ------
        str
            A French sentence.
        """
        yield from ()


S = TypeVar("S", bound=Checked)


def parsed(raw: bytes | str) -> object:
    """Read JSON of a bounded size.

    Parameters
    ----------
    raw : bytes or str
        A JSON document in UTF-8.

    Returns
    -------
    object
        Dicts, lists, texts, numbers; InvalidEntry where it is not JSON, too long or too deep.
    """
    if len(raw) > MAXIMUM_BYTES:
        raise InvalidEntry(
            f"La contribution pèse {len(raw)} octets, plus que les {MAXIMUM_BYTES} permis.",
            "Raccourcissez le texte puis envoyez de nouveau.",
        )
    try:
        return msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError) as error:
        raise InvalidEntry(
            f"La contribution reçue n’est pas lisible ({error}).",
            "Rechargez la page puis envoyez de nouveau.",
        ) from error


def checked(value: object, kind: type[S]) -> S:
    """Turn plain data into a struct, or tell everything that prevents it.

    Parameters
    ----------
    value : object
        Dicts, lists, texts and numbers, as JSON gives them.
    kind : type
        The struct expected.

    Returns
    -------
    Struct
        The struct, its texts in NFC; InvalidEntry names every field at fault.
    """
    faults: list[str] = []
    clean = _cleaned(value, faults)
    try:
        struct = msgspec.convert(clean, kind)
    except (msgspec.ValidationError, RecursionError):
        refuse([*faults, *struct_faults(kind, clean)])
    faults.extend(struct.faults())
    if faults:
        refuse(faults)
    return struct


def refuse(faults: list[str]) -> NoReturn:
    """Raise InvalidEntry for these faults.

    Parameters
    ----------
    faults : list of str
        One French sentence each.
    """
    known = list(dict.fromkeys(faults)) or ["La contribution n’a pas la forme attendue."]
    raise InvalidEntry(
        " ".join(known),
        "Corrigez ce champ puis envoyez de nouveau."
        if len(known) == 1
        else "Corrigez ces champs puis envoyez de nouveau.",
    )


def struct_faults(kind: Any, value: object, title: str = "La contribution") -> Iterator[str]:
    """Yield every fault of a value against a struct, or a union of tagged structs.

    Parameters
    ----------
    kind : type
        A struct or a union of structs.
    value : object
        Plain data.
    title : str
        What the value is, in French, to begin a sentence.

    Yields
    ------
    str
        A French sentence; none where the value fits.
    """
    if not isinstance(value, Mapping):
        yield f"{title} a reçu {shown(value)} au lieu d’un groupe de champs."
        return
    struct, tag_fault = _chosen(kind, value)
    if struct is None:
        yield tag_fault
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    tag_field = struct.__struct_config__.tag_field
    for name in value:
        if name not in fields and name != tag_field:
            yield f"Le champ {shown(name)} est inconnu ici : retirez-le."
    for name, field in fields.items():
        if name in value:
            yield from _field_faults(field.type, name, value[name])
        elif field.required:
            title = _title(field.type, name)
            yield f"Le champ « {title} » manque : indiquez {_expected(field.type)}."


def shown(value: object) -> str:
    """Quote a received value, shortened, for a French sentence.

    Parameters
    ----------
    value : object
        Anything received.

    Returns
    -------
    str
        Between « », on one line.
    """
    if value is None:
        return "une valeur vide"
    text = value if isinstance(value, str) else repr(value)
    if text == "":
        return "un texte vide"
    flat = " ".join(text.split())
    return f"« {flat[:60]}{'…' if len(flat) > 60 else ''} »"


def _cleaned(value: object, faults: list[str], depth: int = 0) -> object:
    """Put texts in NFC; note what no field may hold: control characters, NaN, huge numbers."""
    if depth > MAXIMUM_DEPTH:
        faults.append(f"La contribution emboîte plus de {MAXIMUM_DEPTH} niveaux.")
        return None
    if isinstance(value, str):
        return _clean_text(value, faults)
    if isinstance(value, Mapping):
        return {
            _clean_text(str(name), faults): _cleaned(item, faults, depth + 1)
            for name, item in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_cleaned(item, faults, depth + 1) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        faults.append("Un nombre reçu est infini ou indéfini : indiquez un nombre ordinaire.")
    if isinstance(value, int) and abs(value) > MAXIMUM_WHOLE:
        faults.append("Un nombre reçu est trop grand : indiquez un nombre plus petit.")
        return 0
    return value


def _clean_text(text: str, faults: list[str]) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = _COMMANDS.sub("", lines)
    if kept != lines:
        faults.append(
            f"Le texte {shown(kept)} contient un caractère de commande invisible : retapez-le."
        )
    return unicodedata.normalize("NFC", kept)


def _chosen(kind: Any, value: Mapping[Any, object]) -> tuple[type[msgspec.Struct] | None, str]:
    """Give the struct that the tag designates, else None and the fault."""
    structs = _structs(kind)
    if len(structs) == 1 and structs[0].__struct_config__.tag is None:
        return structs[0], ""
    field = structs[0].__struct_config__.tag_field
    tag = value.get(field)
    for struct in structs:
        if struct.__struct_config__.tag == tag:
            return struct, ""
    tags = ", ".join(str(struct.__struct_config__.tag) for struct in structs)
    return None, f"Le champ « {field} » a reçu {shown(tag)} : il attend l’un de {tags}."


def _field_faults(kind: Any, name: str, value: object) -> Iterator[str]:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        title = _title(kind, name)
        if isinstance(value, Mapping) and _structs(kind):
            yield from struct_faults(kind, value, title)
            return
        inside = list(_items_faults(kind, value, title))
        if inside:
            yield from inside
            return
        received = shown(value)
        if isinstance(value, str) and len(value) > 40:
            received = f"un texte de {len(value)} caractères"
        yield f"Le champ « {title} » a reçu {received} : il attend {_expected(kind)}."


def _items_faults(kind: Any, value: object, title: str) -> Iterator[str]:
    """Yield the faults of each struct of a list."""
    lists = [each for each in _members(kind) if get_origin(each) is list]
    if not isinstance(value, list) or not lists:
        return
    (item,) = get_args(lists[0])
    for each in value if _structs(item) else ():
        yield from struct_faults(item, each, title)


def _members(kind: Any) -> list[Any]:
    """Give the types of a union, Annotated unwrapped."""
    if hasattr(kind, "__metadata__"):
        return _members(kind.__origin__)
    if get_origin(kind) in (Union, types.UnionType):
        return [member for item in get_args(kind) for member in _members(item)]
    return [kind]


def _structs(kind: Any) -> list[type[msgspec.Struct]]:
    members = (item for item in _members(kind) if isinstance(item, type))
    return [item for item in members if issubclass(item, msgspec.Struct)]


def _title(kind: Any, name: str) -> str:
    info = inspect.type_info(kind)
    for part in (info, *(info.types if isinstance(info, inspect.UnionType) else ())):
        if isinstance(part, inspect.Metadata) and part.extra_json_schema:
            return str(part.extra_json_schema.get("title", name))
    return name


def _expected(kind: Any) -> str:
    return _description(inspect.type_info(kind))


def _description(info: inspect.Type) -> str:
    """Say in French what a type accepts."""
    match info:
        case inspect.Metadata():
            told = str((info.extra or {}).get("expects") or _description(info.type))
        case inspect.UnionType():
            parts = [_description(part) for part in info.types if type(part) not in _ABSENT]
            told = " ou ".join(dict.fromkeys(parts)) + (", ou rien" if info.includes_none else "")
        case inspect.LiteralType():
            told = "l’un de " + ", ".join(str(value) for value in info.values)
        case inspect.StrType():
            told = _text_description(info)
        case inspect.FloatType() | inspect.IntType():
            told = _number_description(info)
        case inspect.ListType():
            told = "une liste dont chaque élément est " + _description(info.item_type)
        case _:
            told = _PLAIN.get(type(info), "un groupe de champs")
    return told


_ABSENT = (inspect.NoneType,)
_PLAIN: dict[type, str] = {
    inspect.BoolType: "vrai ou faux",
    inspect.DateType: "une date comme 2026-11-24",
}


def _text_description(info: inspect.StrType) -> str:
    lines = "un texte d’une seule ligne" if info.pattern else "un texte"
    if info.max_length is None:
        return lines
    return f"{lines} de {info.min_length or 0} à {info.max_length} caractères"


def _number_description(info: inspect.FloatType | inspect.IntType) -> str:
    noun = "un nombre entier" if isinstance(info, inspect.IntType) else "un nombre"
    if info.ge is not None and info.le is not None:
        return f"{noun} entre {info.ge:g} et {info.le:g}"
    return noun
