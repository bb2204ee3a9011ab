"""The pages of a door that are not notebooks: refusals and errors, in French, self-contained."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import jinja2

from territorial_lib import identity
from territorial_lib.serve import stages
from territorial_lib.serve.locks import Verdict

TEMPLATES = Path(__file__).with_name("templates") / "territorial"
STYLESHEETS = (
    identity.STYLESHEET,
    identity.STYLESHEET.with_name("widgets.css"),
    identity.STYLESHEET.with_name("dashboard.css"),
    TEMPLATES / "page.css",
)
SCRIPTS = ("page.js", "gantt.js", "clock.js", "shown.js")
PLUGIN = "territorial"
_REFUSALS = {
    Verdict.NO_TOKEN: (
        "Cette porte est fermée à clé",
        "Le lien utilisé n’ouvre pas cet atelier, ou plus.",
        "Ouvrez le lien complet affiché par « territorial serve » au démarrage"
        " (il contient la clé) sur cet ordinateur.",
    ),
    Verdict.FOREIGN_HOST: (
        "Adresse refusée",
        "Cette page a été demandée sous un nom qui n’est pas celui de cet ordinateur.",
        "Ouvrez le lien affiché par « territorial serve » : il commence par http://127.0.0.1.",
    ),
    Verdict.FOREIGN_ORIGIN: (
        "Demande refusée",
        "Une page venue d’ailleurs a tenté d’écrire dans cet atelier ; rien n’a été changé.",
        "Fermez cette page et revenez à l’atelier par le lien affiché au démarrage.",
    ),
}
_TO_READERS = {
    Verdict.NO_TOKEN: (
        "Cette porte est fermée à clé",
        "Le lien utilisé n’ouvre pas ce tableau de bord, ou plus.",
        "Demandez à l’animation le lien du jour : il change à chaque ouverture de l’atelier.",
    ),
    Verdict.FOREIGN_HOST: (
        "Adresse refusée",
        "Cette page a été demandée sous un nom que l’atelier ne connaît pas.",
        "Ouvrez le lien tel que l’animation l’a donné, ou scannez de nouveau son code.",
    ),
}
"""What is said to those who read the dashboard: the program is not on their computer."""
_ERRORS = {
    403: (
        "Accès refusé",
        "Ce fichier n’est pas montré par l’atelier.",
        "Revenez à l’atelier et suivez les étapes en haut de la page.",
    ),
    404: (
        "Page introuvable",
        "Cette adresse ne mène à aucune page de l’atelier.",
        "Revenez à l’atelier et suivez les étapes en haut de la page.",
    ),
    503: (
        "Trop de pages sont ouvertes à la fois",
        "Cet ordinateur n’a plus de place pour une lecture de plus.",
        "Revenez dans une minute : une place se libère dès que quelqu’un ferme la sienne.",
    ),
}
_FAILURE = (
    "La page n’a pas pu être préparée",
    "Une erreur s’est produite ; ce que la salle a écrit est conservé.",
    "Rechargez la page. Si cela recommence, relancez « territorial serve » ;"
    " le détail est dans le dossier « journaux » des ateliers.",
)


@dataclass(frozen=True)
class Asset:
    """A style sheet or a script of ours.

    Parameters
    ----------
    text : str
        Its contents.
    media_type : str
        Its MIME type.
    """

    text: str
    media_type: str

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change with the contents."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def surroundings(notebooks: Path, current: str, workshop: str) -> dict[str, Any]:
    """Tell a page what stands around its cells.

    Parameters
    ----------
    notebooks : Path
        Folder of the notebooks.
    current : str
        Notebook shown, relative to the folder.
    workshop : str
        Name of the workshop.

    Returns
    -------
    dict
        ``workshop``, ``label``, ``steps``, ``annexes``, ``assets`` (addresses by file name).
    """
    return {
        "workshop": workshop,
        "label": stages.label(current),
        "steps": [asdict(stage) for stage in stages.steps(notebooks, current)],
        "annexes": [asdict(stage) for stage in stages.annexes(notebooks, current)],
        "assets": {
            name: f"/atelier/{asset.fingerprint}/{name}" for name, asset in assets().items()
        },
    }


def extension() -> dict[str, str]:
    """Describe our plugin of Voilà's application, as its page configuration lists them.

    Returns
    -------
    dict
        ``name``, ``load`` (address below the extensions' folder and the name), ``extension``.
    """
    fingerprint = assets()["shown.js"].fingerprint
    return {"name": PLUGIN, "load": f"{fingerprint}/shown.js", "extension": "./extension"}


@functools.cache
def assets() -> dict[str, Asset]:
    """Give our style sheet and scripts.

    Returns
    -------
    dict of str to Asset
        By file name.
    """
    scripts = {
        name: Asset((TEMPLATES / name).read_text("utf-8"), "text/javascript; charset=UTF-8")
        for name in SCRIPTS
    }
    return {"page.css": Asset(stylesheet(), "text/css; charset=UTF-8"), **scripts}


def error_page(status: int, verdict: Verdict | None = None, door: str = "") -> str:
    """Write the page of an error or of a refusal.

    Parameters
    ----------
    status : int
        HTTP status, 400 to 599.
    verdict : Verdict, optional
        Why the locks refused, where they did.
    door : str
        Name of the door: readers are not told what the facilitator is.

    Returns
    -------
    str
        A whole HTML page without any address but the door's own.
    """
    refusals = _REFUSALS | (_TO_READERS if door == "officials" else {})
    known = refusals[verdict] if verdict in refusals else _ERRORS.get(status, _FAILURE)
    title, fault, remedy = (french(text) for text in known)
    return _template("refusal.html").render(
        title=title, fault=fault, remedy=remedy, inside=verdict is None, style=stylesheet()
    )


def bounce_page(target: str) -> str:
    """Write the page that goes on by itself to an address of the door.

    Parameters
    ----------
    target : str
        Path and query.

    Returns
    -------
    str
        A whole HTML page.
    """
    return _template("bounce.html").render(target=target, style=stylesheet())


def queue_page(place: int) -> str:
    """Write the page of whoever waits for a page to be prepared.

    Parameters
    ----------
    place : int
        Place in the queue, from 1.

    Returns
    -------
    str
        A whole HTML page; the answer's headers make it ask again.
    """
    told = "Votre tour est le prochain." if place == 1 else f"Votre place dans la file : {place}."
    hint = (
        "Plusieurs personnes ouvrent une page au même moment. Celle-ci s’ouvrira d’elle-même"
        " à votre tour : laissez-la ouverte."
    )
    return _template("queue.html").render(
        title="La page est en attente", place=french(told), hint=french(hint), style=stylesheet()
    )


def french(text: str) -> str:
    """Put no-break spaces where French typography wants them.

    Parameters
    ----------
    text : str
        A French text with plain spaces.

    Returns
    -------
    str
        The same, with no-break spaces before ``; : ! ?`` and inside guillemets.
    """
    for mark in ";!?":
        text = text.replace(f" {mark}", f"\u202f{mark}")
    return text.replace(" :", "\u00a0:").replace("« ", "«\u00a0").replace(" »", "\u00a0»")


@functools.cache
def stylesheet() -> str:
    """Give our style sheets in one text.

    Returns
    -------
    str
        CSS: identity, widgets, page.
    """
    return "\n".join(path.read_text(encoding="utf-8") for path in STYLESHEETS)


@functools.cache
def _template(name: str) -> jinja2.Template:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True).get_template(name)
