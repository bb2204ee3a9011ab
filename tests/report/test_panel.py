"""The buttons of the page: a format each, the file handed over, nothing where nobody may write."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from territorial_lib.errors import DiskFull
from territorial_lib.steps import report_panel
from territorial_lib.steps.report_panel import ExportPanel
from tests.report.conftest import Written


def panel(monkeypatch: pytest.MonkeyPatch, written: Written, folder: Path) -> Any:
    monkeypatch.setattr(report_panel, "of_workshop", lambda _workshop: written.material)
    return ExportPanel(SimpleNamespace(store=SimpleNamespace(read_only=False)), folder)  # type: ignore[arg-type]


def test_a_button_writes_its_format(
    written: Written, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown = panel(monkeypatch, written, tmp_path)
    (button,) = [each for each in shown.buttons if "GeoPackage" in each.description]
    button.click()
    assert shown.wait(60)
    (made,) = tmp_path.iterdir()
    assert made.name in shown.files.value
    assert "base64," in shown.files.value
    assert str(tmp_path) in shown.notice.value
    assert not any(each.disabled for each in shown.buttons)
    assert shown.told.value == ""


def test_what_fails_is_told(
    written: Written, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object) -> None:
        raise DiskFull("Le disque est plein.", "Libérez de la place.")

    shown = panel(monkeypatch, written, tmp_path)
    monkeypatch.setattr(report_panel, "export", full)
    shown.write(())
    assert shown.wait(60)
    assert "Le disque est plein. Libérez de la place." in shown.notice.value
    assert not shown.files.value
    assert not any(each.disabled for each in shown.buttons)


def test_where_nobody_may_write_a_sentence_says_so() -> None:
    workshop = SimpleNamespace(store=SimpleNamespace(read_only=True))
    shown = ExportPanel(workshop)  # type: ignore[arg-type]
    (only,) = shown.children
    assert "page de l’animation" in only.value
