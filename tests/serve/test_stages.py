"""The workshop's path, notebooks that may be shown, pages' French."""

from __future__ import annotations

from pathlib import Path

import pytest

from territorial_lib.serve import pages, stages


def test_steps_follow_the_workshop_and_say_what_is_there(notebooks: Path) -> None:
    steps = stages.steps(notebooks, "01_inventaire.ipynb")
    assert [step.label for step in steps][:3] == ["Préparer", "Inventaire", "Manques"]
    assert [step.label for step in steps if step.current] == ["Inventaire"]
    assert not next(step for step in steps if step.label == "Fuites").present


def test_annexes_are_those_present(notebooks: Path) -> None:
    assert [annex.label for annex in stages.annexes(notebooks, "")] == ["Méthodes"]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("06_plan_action.ipynb", "Plan"),
        ("annexes/sources.ipynb", "Sources"),
        ("08_mes_notes.ipynb", "Mes notes"),
    ],
)
def test_any_notebook_has_a_readable_name(path: str, label: str) -> None:
    assert stages.label(path) == label


def test_a_link_out_of_the_folder_is_not_shown(tmp_path: Path) -> None:
    folder = tmp_path / "carnets"
    folder.mkdir()
    (tmp_path / "ailleurs.ipynb").write_text("{}")
    (folder / "lien.ipynb").symlink_to(tmp_path / "ailleurs.ipynb")
    (folder / "ici.ipynb").write_text("{}")
    assert stages.exists(folder, "ici.ipynb")
    assert not stages.exists(folder, "lien.ipynb")
    assert not stages.exists(folder, "../ailleurs.ipynb")
    assert not stages.exists(folder, str(tmp_path / "ailleurs.ipynb"))


def test_without_first_step_the_first_notebook_opens(tmp_path: Path) -> None:
    (tmp_path / "b.ipynb").touch()
    (tmp_path / "a.ipynb").touch()
    assert stages.first(tmp_path) == "a.ipynb"


def test_french_spaces() -> None:
    assert pages.french("« Oui » : non ; quoi ?") == (
        "«\u00a0Oui\u00a0»\u00a0: non\u202f; quoi\u202f?"
    )


def test_every_page_of_ours_asks_for_nothing_outside() -> None:
    texts = [pages.error_page(404), pages.bounce_page("/"), pages.stylesheet()]
    texts += [path.read_text(encoding="utf-8") for path in pages.TEMPLATES.iterdir()]
    for text in texts:
        assert "https:" not in text
        assert "http://127.0.0.1" in text or "http:" not in text
        assert "@import" not in text
