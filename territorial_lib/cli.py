"""The command line: one function a command, every error a French sentence."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from territorial_lib import asked
from territorial_lib.errors import (
    NotFetched,
    Stopped,
    TerritorialError,
    UnknownTerritory,
)
from territorial_lib.settings import WORKSHOP_PORT, Settings
from territorial_lib.usage import FrenchTyper, fault

DEBUG = "TERRITORIAL_DEBUG"
FAILURE, INTERRUPTED = 2, 130
app = FrenchTyper(
    help="Diagnostic participatif d’un territoire français, hors ligne.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


class Form(StrEnum):
    """How a diagnosis is printed."""

    json = "json"
    table = "table"


Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="Port ; 0 laisse le système choisir.")
]
Store = Annotated[
    str | None,
    typer.Option("--store", metavar="FICHIER", help="Fichier de l’atelier, ou adresse PostgreSQL."),
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Ne pas ouvrir le navigateur.")]
Notebooks = Annotated[
    Path | None,
    typer.Option(
        "--notebooks", exists=True, file_okay=False, metavar="DOSSIER", help="Dossier des carnets."
    ),
]
ReadyFile = Annotated[
    Path | None,
    typer.Option(
        "--ready-file",
        metavar="FICHIER",
        help="Fichier JSON écrit quand tout répond (autre programme).",
    ),
]


Officials = Annotated[
    bool, typer.Option("--officials", help="Ouvrir aussi le tableau de bord des élus, à lire.")
]
OfficialsAddress = Annotated[
    str | None,
    typer.Option(
        "--officials-address",
        metavar="ADRESSE",
        help="Adresse de cet ordinateur où les élus le lisent ; 0.0.0.0 pour toutes.",
    ),
]


@app.callback()
def common(
    debug: Annotated[bool, typer.Option("--debug", help="Montrer le détail des erreurs.")] = False,
) -> None:
    """Diagnostic participatif d’un territoire français, hors ligne."""
    if debug:
        os.environ[DEBUG] = "1"


@app.command()
def serve(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    port: Port = WORKSHOP_PORT,
    store: Store = None,
    no_browser: NoBrowser = False,
    notebooks: Notebooks = None,
    ready_file: ReadyFile = None,
    officials: Officials = False,
    officials_address: OfficialsAddress = None,
) -> None:
    """Ouvrir l’atelier : les pages de l’animation, et la salle, fermée jusqu’à votre geste."""
    from territorial_lib.doors.officials import forget
    from territorial_lib.serve.announce import announcer
    from territorial_lib.serve.launcher import Launcher
    from territorial_lib.serve.plans import ENGINE, OFFICIALS, ROOM, WORKSHOP

    settings = asked.ready(asked.settings(store, notebooks))
    address = officials_address or settings.officials_address
    settings = replace(settings, officials_address=address)
    room_port = settings.room_port if port else 0
    plans = [replace(WORKSHOP, port=port), replace(ROOM, port=room_port), ENGINE]
    if officials or address:
        plans.append(replace(OFFICIALS, port=settings.officials_port if port else 0))
    launcher = Launcher(plans, settings, _say, _debug())
    try:
        launcher.run(announcer(_say, not no_browser, ready_file, settings))
    finally:
        forget(settings.home)


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
    from territorial_lib.serve.launcher import Launcher
    from territorial_lib.serve.plans import LAB

    settings = asked.ready(asked.settings(store, notebooks))
    settings = replace(settings, notebooks=notebooks_to_edit(settings))
    launcher = Launcher([replace(LAB, port=port)], settings, _say, _debug())
    launcher.run(announcer(_say, not no_browser, ready_file))


@app.command()
def diagnose(
    code: Annotated[
        str | None, typer.Argument(help="26108, 242600252, dep:26, reg:84, ze:8405, a+b…")
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", metavar="json|table", help="Sous quelle forme.")
    ] = Form.table,
    every: Annotated[
        bool, typer.Option("--all", help="Les fuites de toutes les intercommunalités de France.")
    ] = False,
) -> None:
    """Imprimer le diagnostic d’un territoire, ou d’un fichier d’atelier, sans navigateur."""
    from territorial_lib.diagnosis import whole
    from territorial_lib.diagnosis.document import document

    if every:
        _leaks_of_all(form)
        return
    if code is None:
        raise UnknownTerritory(
            "Aucun territoire n’a été donné.", "Donnez un code, ou «\u00a0--all\u00a0» pour tous."
        )
    found = whole.diagnose(asked.case(code))
    if form is Form.json:
        _say(json.dumps(document(found), ensure_ascii=False, indent=1))
    else:
        from territorial_lib import printing

        printing.show_inventory(found.inventory)
        for block in found.blocks:
            printing.show_block(block)


@app.command()
def territories(
    text: Annotated[
        str,
        typer.Option("--search", metavar="TEXTE", help="Nom, même approximatif, ou code."),
    ],
    limit: Annotated[
        int, typer.Option(min=1, metavar="NOMBRE", help="Nombre de réponses, 1 au moins.")
    ] = 20,
) -> None:
    """Chercher le code d’un territoire."""
    from territorial_lib import printing
    from territorial_lib.geography.search import SearchIndex

    found = SearchIndex(asked.gazetteer()).search(text, limit)
    if not found:
        raise UnknownTerritory(
            f"Aucun territoire ne ressemble à « {text} ».", "Vérifiez l’orthographe."
        )
    printing.show_matches(found)


data_app = FrenchTyper(invoke_without_command=True, add_completion=False)
app.add_typer(data_app, name="data")


@data_app.callback()
def data(context: typer.Context) -> None:
    """Montrer la fiche d’identité de chaque table de données."""
    from territorial_lib import printing
    from territorial_lib.imports.update import damaged, updated

    if context.invoked_subcommand is None:
        home = Settings.from_environment().home
        printing.show_cards(asked.catalogue().cards)
        printing.show_fetched(updated(home), damaged(home))


@data_app.command()
def update() -> None:
    """Reprendre les fichiers officiels sur Internet ; rien ne change en cas d’échec."""
    from territorial_lib import printing
    from territorial_lib.imports import update as official
    from territorial_lib.imports.door import Door

    home = Settings.from_environment().home
    told = "les tables déjà en place restent les mêmes, et ce qui est reçu n’est pas redemandé"
    with _stoppable(told), printing.downloads() as (tell, watch):
        outcomes = official.update(home, Door(asked.gazetteer(), watch=watch), tell)
    _say(official.sentences(outcomes))
    if any(outcome.error for outcome in outcomes):
        raise typer.Exit(FAILURE)


@data_app.command()
def withdraw(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="Nom de la table reprise.")],
) -> None:
    """Revenir à la table livrée avec le programme."""
    from territorial_lib.imports import update as official

    if not official.withdraw(Settings.from_environment().home, table):
        raise NotFetched(
            f"Aucune table «\u00a0{table}\u00a0» n’a été reprise sur Internet.",
            "Tapez «\u00a0territorial data\u00a0» pour voir celles qui le sont.",
        )
    _say(f"La table {table} est retirée\u00a0: celle du programme sert de nouveau.")


@app.command(name="import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(metavar="FICHIER", help="Fichier officiel : CSV, XLSX, GeoJSON, GPKG, ZIP."),
    ],
    year: Annotated[
        int | None, typer.Option(metavar="ANNÉE", help="Année, si le fichier ne la dit pas.")
    ] = None,
    store: Store = None,
) -> None:
    """Importer un fichier officiel dans l’atelier ouvert."""
    from territorial_lib import printing
    from territorial_lib.steps.imports.page import import_file, said
    from territorial_lib.workshop import current_workshop

    workshop = current_workshop(asked.settings(store, None))
    try:
        with _stoppable("rien n’a été importé"), printing.reading() as watch:
            draft = import_file(workshop, file, year, watch)
    finally:
        workshop.close()
    _say(said(draft))
    for told in draft.told:
        _say(told)
    printing.show_rejected(draft.rejected)


@app.command()
def export(
    source: Annotated[
        str, typer.Argument(metavar="FICHIER|CODE", help="Fichier d’atelier, archive, ou code.")
    ],
    to: Annotated[Path, typer.Option("--to", metavar="DOSSIER", help="Où écrire.")],
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="FORMAT", help="docx, html, xlsx, csv ou gpkg ; répétable."),
    ] = None,
) -> None:
    """Écrire le rapport, la page, les tableaux et la carte d’un atelier ou d’un territoire."""
    from territorial_lib import printing
    from territorial_lib.report import export as report
    from territorial_lib.report.placing import folder_ready

    wanted = only or []
    report.check(wanted)
    folder = folder_ready(to)
    told = "les fichiers déjà écrits sont entiers, les autres ne sont pas commencés"
    with _stoppable(told), printing.reading() as watch:
        watch.step("Calcul du diagnostic")
        written = report.export(
            asked.material(source), folder, wanted, lambda what, share: watch.step(what, share, 1.0)
        )
    for path in written:
        _say(f"Écrit\u00a0: {path}")


@app.command()
def archive(
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FICHIER", help="Fichier à écrire.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Remplacer le fichier s’il existe.")
    ] = False,
    store: Store = None,
) -> None:
    """Garder l’atelier ouvert en un seul fichier, pendant que la salle continue."""
    from territorial_lib.store.carrying import archive_current

    written = archive_current(asked.settings(store, None), to, overwrite)
    _say(f"Archive écrite\u00a0: {written}")


@app.command(name="open")
def open_(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Archive, ou fichier d’atelier.")],
) -> None:
    """Reprendre un atelier archivé, ici ou sur un autre ordinateur."""
    from territorial_lib.store.carrying import open_archive

    path = open_archive(Settings.from_environment(), file)
    _say(f"Atelier ouvert\u00a0: {path}\nTapez «\u00a0territorial serve\u00a0» pour le montrer.")


@app.command()
def recover(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Fichier d’atelier abîmé.")],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FICHIER", help="Fichier à écrire.")
    ] = None,
) -> None:
    """Copier tout ce qui se lit encore d’un atelier abîmé dans un fichier neuf."""
    from territorial_lib.store import recovery

    target = to or file.with_name(f"{file.stem} retrouvé{file.suffix}")
    found = recovery.recover(file.expanduser().absolute(), target.expanduser().absolute())
    _say(recovery.said(found))
    _say(f'Tapez «\u00a0territorial open "{found.path}"\u00a0» pour le reprendre.')


@app.command()
def rehearse(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    code: Annotated[str, typer.Argument(metavar="CODE", help="Territoire où jouer la soirée.")],
    participants: Annotated[
        int, typer.Option(min=1, max=500, metavar="NOMBRE", help="Personnes simulées.")
    ] = 40,
    groups: Annotated[int, typer.Option(min=1, max=5, metavar="NOMBRE", help="Groupes.")] = 5,
    seed: Annotated[
        int, typer.Option(metavar="NOMBRE", help="Un autre nombre donne une autre soirée.")
    ] = 1,
    speed: Annotated[
        float,
        typer.Option(
            min=0,
            max=100_000,
            metavar="FOIS",
            show_default="60",
            help="Combien de fois plus vite\u202f; 0 écrit le fichier aussitôt, sans le montrer.",
        ),
    ] = 60.0,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FICHIER", help="Fichier à écrire.")
    ] = None,
    room: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=65535,
            metavar="PORT",
            help="Port d’une salle ouverte ici\u00a0: les personnes y écrivent par téléphone.",
        ),
    ] = None,
) -> None:
    """Jouer une soirée entière simulée, pour s’entraîner ou montrer\u202f; rien n’en est vrai."""
    from territorial_lib.rehearsal.running import Asked, run

    evening = Asked(code, participants, groups, seed, speed, to, room)
    settings = Settings.from_environment()
    asked.require_writable(settings.home)
    _say("Lecture du territoire…")
    _say(run(settings, asked.gazetteer(), evening, _say))


@app.command()
def merge(
    first: Annotated[Path, typer.Argument(metavar="PREMIER", help="Fichier du premier atelier.")],
    second: Annotated[Path, typer.Argument(metavar="SECOND", help="Fichier du second.")],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FICHIER", help="Fichier à écrire.")
    ] = None,
) -> None:
    """Réunir ce que deux salles ont dit en un troisième fichier."""
    from territorial_lib.store.carrying import merge_files

    joined = merge_files(Settings.from_environment(), first, second, to)
    _say(f"Ateliers réunis\u00a0: {joined}")


def main() -> None:
    """Run the command line; an error for a person is one French sentence and exit code 2."""
    try:
        status = app(prog_name="territorial", standalone_mode=False)
    except typer.TyperException as error:
        typer.echo(fault(error), err=True)
        raise SystemExit(FAILURE) from None
    except Stopped as stopped:
        typer.echo(str(stopped), err=True)
        raise SystemExit(INTERRUPTED) from None
    except TerritorialError as error:
        if _debug():
            raise
        typer.echo(str(error), err=True)
        raise SystemExit(FAILURE) from None
    if status == INTERRUPTED:
        typer.echo("Interrompu.", err=True)
    raise SystemExit(status if isinstance(status, int) else 0)


def _leaks_of_all(form: Form) -> None:
    """Print a line for each EPCI of France."""
    from territorial_lib.diagnosis.leaks import step as leaks_step

    found = leaks_step.overview(asked.every_epci())
    if form is Form.json:
        _say(found.to_json(orient="index", force_ascii=False, indent=1, double_precision=6))
    else:
        _say(found.to_csv(sep=";", decimal=",", float_format="%.6g").rstrip())


@contextmanager
def _stoppable(what_remains: str) -> Iterator[None]:
    """Say what Ctrl+C leaves behind."""
    try:
        yield
    except KeyboardInterrupt:
        raise Stopped(f"Interrompu\u00a0: {what_remains}.", "Relancez quand vous voulez.") from None


def _debug() -> bool:
    return bool(os.environ.get(DEBUG))


def _say(sentence: str) -> None:
    typer.echo(sentence)


if __name__ == "__main__":
    main()
