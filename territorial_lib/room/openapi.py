"""The API's description, in OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from territorial_lib import __version__
from territorial_lib.room.inbox import MAXIMUM_BATCH

Schema = dict[str, Any]
_ID: Schema = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
_FAULT: Schema = {
    "type": "object",
    "required": ["fault", "remedy"],
    "properties": {"fault": {"type": "string"}, "remedy": {"type": "string"}},
}
_GROUP: Schema = {"enum": ["citizen", "firm", "administration", "elected", "association"]}
_WHO: Schema = {
    "type": "object",
    "required": ["pseudonym", "group"],
    "properties": {"pseudonym": {"type": "string"}, "group": {"type": "string"}},
}
_ITEM: Schema = {
    "type": "object",
    "required": ["id", "seq", "at", "kind", "text", "detail", "group", "who", "state"],
    "properties": {"id": _ID, "seq": {"type": "integer"}, "text": {"type": "string"}},
}
_STATE: Schema = {
    "type": "object",
    "required": ["version", "now", "questions", "items", "counts", "there", "results"],
    "properties": {
        "version": {"type": "integer"},
        "items": {"type": "array", "items": _ITEM},
        "questions": {"type": "array", "items": {"type": "object"}},
    },
}


def _sent(do: str, fields: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["do", "id", *fields],
        "properties": {"do": {"const": do}, "id": _ID, **fields},
    }


_BATCH: Schema = {
    "type": "object",
    "additionalProperties": False,
    "required": ["entries"],
    "properties": {
        "entries": {
            "type": "array",
            "minItems": 1,
            "maxItems": MAXIMUM_BATCH,
            "items": {
                "oneOf": [
                    _sent("answer", {"question": _ID, "values": {"type": "object"}}),
                    _sent(
                        "comment",
                        {"entry": _ID, "text": {"type": "string", "maxLength": 2000}},
                    ),
                    _sent("withdraw", {"entry": _ID}),
                ]
            },
        }
    },
}
_JOINING: Schema = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"pseudonym": {"type": "string", "maxLength": 40}, "group": _GROUP},
}
_RECEIPTS: Schema = {
    "type": "object",
    "required": ["receipts"],
    "properties": {
        "receipts": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "status"],
                "properties": {"status": {"enum": ["received", "refused"]}},
            },
        }
    },
}


def _json(schema: Schema, words: str) -> Schema:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _operation(
    name: str, words: str, good: Schema, faults: list[int], body: Schema | None = None
) -> Schema:
    answers = {str(status): _json(_FAULT, "A fault, in French") for status in faults}
    described: Schema = {"operationId": name, "summary": words, "responses": {**good, **answers}}
    if body is not None:
        content = {"application/json": {"schema": body}}
        described["requestBody"] = {"required": True, "content": content}
    return described


_WALL: Schema = {"name": "wall", "in": "query", "schema": {"enum": ["1"]}}
_READING, _WRITING = [403, 503], [400, 401, 403, 413, 415, 429, 503]
DESCRIPTION: Schema = {
    "openapi": "3.1.0",
    "info": {"title": "The room", "version": __version__},
    "paths": {
        "/api/where": {
            "get": _operation(
                "where",
                "The room's address",
                {"200": _json({"type": "object"}, "Address, and whether phones reach it")},
                _READING,
            )
        },
        "/api/join": {
            "post": _operation(
                "join",
                "Join the room, or say again who one is",
                {"200": _json(_WHO, "Said again"), "201": _json(_WHO, "Joined, cookie set")},
                [400, 403, 409, 413, 415, 429, 503],
                _JOINING,
            )
        },
        "/api/me": {
            "get": _operation(
                "me",
                "Who one is and what one wrote; null for nobody",
                {"200": _json({"oneOf": [_WHO, {"type": "null"}]}, "Who one is")},
                _READING,
            )
        },
        "/api/entries": {
            "post": _operation(
                "send",
                "Answer, comment, take back; answered once it is on the disk",
                {"200": _json(_RECEIPTS, "One receipt a thing sent")},
                _WRITING,
                _BATCH,
            )
        },
        "/api/erase": {
            "post": _operation(
                "erase",
                "Erase all that one wrote",
                {"200": _json({"type": "object", "required": ["erased"]}, "How many")},
                _WRITING,
                {"type": "object"},
            )
        },
        "/api/state": {
            "get": {
                **_operation(
                    "state",
                    "Everything that a page needs to begin",
                    {"200": _json(_STATE, "The state"), "304": {"description": "Unchanged"}},
                    _READING,
                ),
                "parameters": [_WALL],
            }
        },
        "/api/map": {
            "get": _operation(
                "map",
                "The territory's contours",
                {
                    "200": _json({"type": "object"}, "Contours"),
                    "304": {"description": "Unchanged"},
                },
                [404, *_READING],
            )
        },
        "/api/events": {
            "get": {
                **_operation(
                    "events",
                    "What changes, as server-sent events",
                    {
                        "200": {
                            "description": "hello, change, reload",
                            "content": {"text/event-stream": {"schema": {"type": "string"}}},
                        }
                    },
                    [429, *_READING],
                ),
                "parameters": [_WALL],
            }
        },
    },
}
