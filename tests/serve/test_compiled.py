"""Templates are compiled once for every page, and again when their source has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment
from nbconvert.exporters import templateexporter

from territorial_lib.serve import compiled
from territorial_lib.serve.pages import TEMPLATES
from tests.conftest import run_apart


@pytest.fixture
def kept() -> Iterator[None]:
    before = list(templateexporter.JINJA_EXTENSIONS)
    compiled.keep_compiled()
    compiled.keep_compiled()
    assert len(templateexporter.JINJA_EXTENSIONS) == len(before) + 1
    yield
    templateexporter.JINJA_EXTENSIONS[:] = before


def page(folder: Path) -> str:
    """What a page of its own shows, as nbconvert makes one for each request."""
    exporter = templateexporter.TemplateExporter(
        extra_template_basedirs=[str(folder)], template_name="ours", template_file="index.j2"
    )
    return exporter.template.render()


def test_a_template_is_compiled_once_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: None
) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "conf.json").write_text("{}")
    (folder / "index.j2").write_text("{{ 1 + 1 }}")
    sources: list[str] = []
    compile_one = Environment.compile

    def watched(self: Environment, source: str, *given: object, **named: object) -> object:
        sources.append(source)
        return compile_one(self, source, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", watched)
    assert [page(tmp_path), page(tmp_path), page(tmp_path)] == ["2"] * 3
    assert sources == ["{{ 1 + 1 }}"]
    other = Environment(extensions=templateexporter.JINJA_EXTENSIONS, enable_async=True)
    name, source = "index.j2", "{{ 1 + 1 }}"
    assert compiled._COMPILED.get_bucket(other, name, None, source).code is None
    (folder / "index.j2").write_text("{{ 1 + 2 }}")
    os.utime(folder / "index.j2", (1, 1))
    assert page(tmp_path) == "3"
    assert len(sources) == 2


def test_a_page_is_sent_by_parts_and_nothing_waits_behind_a_wait(kept: None) -> None:
    sent: list[str] = []
    at_the_wait: list[list[str]] = []

    async def wait() -> str:
        at_the_wait.append(list(sent))
        return "cell"

    async def read() -> None:
        environment = Environment(extensions=templateexporter.JINJA_EXTENSIONS, enable_async=True)
        source = "a{{ two }}{% if two %}b{% endif %}" + compiled.SENT + "{{ wait() }}c{{ two }}"
        async for part in environment.from_string(source).generate_async(two=2, wait=wait):
            sent.append(part)

    run_apart(read())
    assert sent == [f"a2b{compiled.SENT}", "cellc2"]
    assert at_the_wait == [sent[:1]]


def test_our_pages_say_where_they_wait() -> None:
    """Before the kernel, then after each cell."""
    source = (TEMPLATES / "index.html.j2").read_text("utf-8")
    assert source.count(compiled.SENT) == 2
    assert source.index(compiled.SENT) < source.index("kernel_start(nb)")
