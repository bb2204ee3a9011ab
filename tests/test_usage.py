"""Help pages and usage errors: French from end to end, for every command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from territorial_lib import cli
from territorial_lib.usage import FrenchCommand, FrenchGroup

ENGLISH = re.compile(
    r"\b(usage:|error|missing|argument '|command\b|commands|invalid|required|default|show|this|exit"
    r"|try|such|option '|input|should|expected|does|not|takes|requires)\b",
    re.IGNORECASE,
)


def _tree(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, inside in getattr(command, "commands", {}).items():
        yield from _tree(inside, (*path, name))


COMMANDS = list(_tree(typer.main.get_command(cli.app)))


def typed(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str]:
    """Type a command line; give its status and everything it printed."""
    monkeypatch.setattr("sys.argv", ["territorial", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    shown = capsys.readouterr()
    return int(ended.value.code or 0), shown.out + shown.err


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=lambda each: str(each)[:30])
def test_every_help_page_is_french(
    path: tuple[str, ...],
    command: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert isinstance(command, (FrenchCommand, FrenchGroup))
    status, shown = typed((*path, "--help"), capsys, monkeypatch)
    assert status == 0
    assert shown.startswith(f"Usage\u00a0: {' '.join(['territorial', *path])} [OPTIONS]")
    assert "Montrer cette aide." in shown
    assert not ENGLISH.search(shown), ENGLISH.search(shown)
    for parameter in command.params:
        assert parameter.help, f"{path} {parameter.name} says nothing"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("opn",), "La commande « opn » n’existe pas. Vouliez-vous dire open ?"),
        (("zzz",), "La commande « zzz » n’existe pas."),
        (("data", "zzz"), "La commande « zzz » n’existe pas."),
        (("--nope",), "L’option --nope n’existe pas."),
        (("diagnose",), "Aucun territoire n’a été donné. Donnez un code, ou « --all » pour tous."),
        (("diagnose", "26108", "autre"), "Ceci est de trop : autre."),
        (("diagnose", "26108", "--format", "xml"), "--format : « xml » n’est pas json ou table."),
        (("territories",), "Il manque l’option --search."),
        (("territories", "--search", "a", "--limit", "0"), "--limit : 1 au moins."),
        (("import", "x.csv", "--year"), "L’option --year attend une valeur."),
        (("import", "x.csv", "--year", "hier"), "--year : un nombre entier est attendu."),
        (("serve", "--port", "99999"), "--port : 65535 au plus."),
        (("serve", "--notebooks", "/nulle/part"), "--notebooks : « /nulle/part » n’existe pas."),
        (("serve", "--no-browser=1"), "L’option --no-browser n’attend aucune valeur."),
        (("merge", "a.atelier"), "Il manque : SECOND."),
    ],
)
def test_what_is_badly_typed_is_told_in_french(
    words: tuple[str, ...],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    status, shown = typed(words, capsys, monkeypatch)
    plain = shown.replace("\u00a0", " ").replace("\u202f", " ")
    assert status == 2
    assert plain.splitlines()[0] == sentence
    assert not ENGLISH.search(plain), ENGLISH.search(plain)


def test_nothing_typed_shows_the_help_page(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, shown = typed((), capsys, monkeypatch)
    assert status == 2
    assert "Commandes\u00a0:" in shown


def test_what_was_typed_is_echoed_as_typed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, shown = typed(("diagnose", "Crest"), capsys, monkeypatch)
    assert status == 2
    assert "«\u00a0Crest\u00a0»" in shown
