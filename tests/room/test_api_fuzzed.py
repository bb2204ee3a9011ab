"""The API against its description: no 5xx, whatever is sent."""

from __future__ import annotations

import os
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from territorial_lib.room.openapi import DESCRIPTION
from tests.room.conftest import RESOURCE_FORM, OpenRoom

REQUESTS = int(os.environ.get("TERRITORIAL_FUZZ", "300"))
OPERATIONS = [
    (method, path)
    for path, operations in DESCRIPTION["paths"].items()
    for method in operations
    if path != "/api/events"  # never ends: tested by itself
]


def test_the_description_names_every_route(shared_room: OpenRoom) -> None:
    status, told, _ = shared_room.client().ask("GET", "/api/openapi.json")
    assert (status, told) == (200, DESCRIPTION)
    for method, path in OPERATIONS:
        status = shared_room.client().ask(method.upper(), path, {} if method == "post" else None)[0]
        assert status != 404 or path == "/api/map", path


def test_no_request_breaks_the_room(shared_room: OpenRoom) -> None:
    shared_room.ask_question(RESOURCE_FORM, makes="resource")
    schema: Any = schemathesis.openapi.from_dict(DESCRIPTION)
    operations = [schema[path][method.upper()] for method, path in OPERATIONS]
    asked = 0
    phone = shared_room.client().join()
    modes = list(schemathesis.GenerationMode)
    cases = st.one_of(*(o.as_strategy(generation_mode=m) for o in operations for m in modes))

    @given(case=cases)
    @settings(
        max_examples=REQUESTS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def send(case: Any) -> None:
        nonlocal asked
        asked += 1
        case.headers = {**(case.headers or {}), "Cookie": phone.cookie}
        answer = case.call(base_url=f"http://127.0.0.1:{shared_room.port}", timeout=60)
        assert answer.status_code < 500, (case.as_curl_command(), answer.text)
        case.validate_response(answer, checks=[schemathesis.checks.not_a_server_error])

    send()
    assert asked >= REQUESTS
    assert "Traceback" not in shared_room.journal.read_text()
    assert phone.ask("GET", "/api/state")[0] == 200
