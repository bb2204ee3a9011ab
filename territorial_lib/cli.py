"""The command line: one function a command, every error a French sentence."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from territorial_lib.errors import TerritorialError
from territorial_lib.settings import WORKSHOP_PORT, Settings

DEBUG = "TERRITORIAL_DEBUG"
FAILURE = 2
app = typer.Typer(
    help="Diagnostic participatif d’un territoire français, hors ligne.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="Port ; 0 laisse le système choisir.")
]
Store = Annotated[
    str | None, typer.Option("--store", help="Fichier de l’atelier, ou adresse PostgreSQL.")
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Ne pas ouvrir le navigateur.")]
Notebooks = Annotated[
    Path | None,
    typer.Option("--notebooks", exists=True, file_okay=False, help="Dossier des carnets."),
]
ReadyFile = Annotated[
    Path | None,
    typer.Option("--ready-file", help="Fichier JSON écrit quand tout répond (autre programme)."),
]


@app.callback()
def common(
    debug: Annotated[bool, typer.Option("--debug", help="Montrer le détail des erreurs.")] = False,
) -> None:
    """Diagnostic participatif d’un territoire français, hors ligne."""
    if debug:
        os.environ[DEBUG] = "1"


@app.command()
def serve(
    port: Port = WORKSHOP_PORT,
    store: Store = None,
    no_browser: NoBrowser = False,
    notebooks: Notebooks = None,
    ready_file: ReadyFile = None,
) -> None:
    """Ouvrir l’atelier : les pages de l’animation, sur cet ordinateur."""
    from territorial_lib.serve.announce import announcer
    from territorial_lib.serve.launcher import WORKSHOP, Launcher

    launcher = Launcher([replace(WORKSHOP, port=port)], _settings(store, notebooks), _say, _debug())
    launcher.run(announcer(_say, not no_browser, ready_file))


@app.command()
def lab(
    port: Port = 0,
    store: Store = None,
    no_browser: NoBrowser = False,
    notebooks: Notebooks = None,
    ready_file: ReadyFile = None,
) -> None:
    """Ouvrir les mêmes carnets dans JupyterLab, pour les lire et les modifier."""
    from territorial_lib.serve.announce import announcer
    from territorial_lib.serve.copies import notebooks_to_edit
    from territorial_lib.serve.launcher import LAB, Launcher

    settings = _settings(store, notebooks)
    settings = replace(settings, notebooks=notebooks_to_edit(settings))
    launcher = Launcher([replace(LAB, port=port)], settings, _say, _debug())
    launcher.run(announcer(_say, not no_browser, ready_file))


def main() -> None:
    """Run the command line; an error for a person is one French sentence and exit code 2."""
    try:
        app()
    except TerritorialError as error:
        if _debug():
            raise
        typer.echo(str(error), err=True)
        raise SystemExit(FAILURE) from None


def _settings(store: str | None, notebooks: Path | None) -> Settings:
    settings = Settings.from_environment()
    return replace(
        settings,
        store=store or settings.store,
        notebooks=notebooks.resolve() if notebooks else settings.notebooks,
    )


def _debug() -> bool:
    return bool(os.environ.get(DEBUG))


def _say(sentence: str) -> None:
    typer.echo(sentence)


if __name__ == "__main__":
    main()
