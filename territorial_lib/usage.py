"""Help pages and usage errors of the command line, in French; typer's own are in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_OPTIONS, _COMMAND, _HELP = "[OPTIONS]", "COMMANDE …", "Montrer cette aide."
_INDENT = 2
_QUOTED = r"'?([^']*?)'?"
_VERDICTS: tuple[tuple[str, str], ...] = (
    (r"Input should be a valid integer.*", "un nombre entier est attendu"),
    (r"Input should be a valid number.*", "un nombre est attendu"),
    (r"Input should be greater than or equal to (\S+)", "{0} au moins"),
    (r"Input should be less than or equal to (\S+)", "{0} au plus"),
    (r"(?:Value error, )?'(.*?)' is not one of (.*?)\.?", "«\u00a0{0}\u00a0» n’est pas {1}"),
    (r"\w+ '(.*)' does not exist\.", "«\u00a0{0}\u00a0» n’existe pas"),
    (r"\w+ '(.*)' is a file\.", "«\u00a0{0}\u00a0» est un fichier, un dossier est attendu"),
    (r"\w+ '(.*)' is a directory\.", "«\u00a0{0}\u00a0» est un dossier, un fichier est attendu"),
    (r"\w+ '(.*)' is not (?:readable|writable)\.", "«\u00a0{0}\u00a0» vous est interdit"),
)
_FAULTS: tuple[tuple[str, str], ...] = (
    (r"Missing command\.", "Dites ce qu’il faut faire\u00a0: il manque une commande."),
    (r"No such command '(.*?)'\..*", "La commande «\u00a0{0}\u00a0» n’existe pas."),
    (r"No such option: (\S+).*", "L’option {0} n’existe pas."),
    (r"Missing argument '?(.*?)'?\.", "Il manque\u00a0: {0}."),
    (r"Missing option '?(.*?)'?\.", "Il manque l’option {0}."),
    (rf"Option {_QUOTED} requires an argument\.", "L’option {0} attend une valeur."),
    (rf"Option {_QUOTED} requires \d+ arguments\.", "L’option {0} attend plusieurs valeurs."),
    (rf"Option {_QUOTED} does not take a value\.", "L’option {0} n’attend aucune valeur."),
    (r"Got unexpected extra argument\(s\) \((.*)\)", "Ceci est de trop\u00a0: {0}."),
    (r"Argument '(.*)' takes .* values\.", "Il manque une valeur à {0}."),
)


class FrenchCommand(TyperCommand):
    """A command whose help page is in French."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page.

        Parameters
        ----------
        ctx : Context
            Where the command is called from.
        formatter : HelpFormatter
            Where the page is written.
        """
        formatter.write("\n".join(_page(ctx, self)))


class FrenchGroup(TyperGroup):
    """A group of commands whose help page is in French."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page, as `FrenchCommand.format_help` does.

        Parameters
        ----------
        ctx : object
            The command's context.
        formatter : object
            What writes the page.
        """
        formatter.write("\n".join(_page(ctx, self)))


class FrenchTyper(typer.Typer):
    """A command line that speaks French: its commands take it from here.

    Parameters
    ----------
    **settings : object
        As typer takes them.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"cls": FrenchGroup, **settings})

    def command(self, name: str | None = None, **settings: Any) -> Callable[..., Any]:
        """Add a command, as `typer.Typer.command` does, with a French help page.

        Parameters
        ----------
        name : str
            Its name.
        **settings : object
            As the parent class takes them.
        """
        return super().command(name, **{"cls": FrenchCommand, **settings})


def fault(error: typer.TyperException) -> str:
    """Say in French what is wrong with what was typed.

    Parameters
    ----------
    error : TyperException
        What typer found.

    Returns
    -------
    str
        One sentence, then how to get help; the help page itself where nothing was typed.
    """
    context: Any = getattr(error, "ctx", None)
    said = error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":
        return said
    remedy = f"\nAide\u00a0: {context.command_path} --help" if context else ""
    return _sentence(error, said, context) + remedy


def _sentence(error: typer.TyperException, said: str, context: Any) -> str:
    if isinstance(error, typer.BadParameter) and not said.startswith("Missing"):
        parameter: Any = error.param
        name = _name(parameter) if parameter else "Cette valeur"
        verdict = _in_french(error.message, _VERDICTS) or error.message
        return f"{name}\u00a0: {verdict}."
    sentence = _in_french(said, _FAULTS) or f"La commande n’est pas comprise ({said})."
    near = re.search(r"Did you mean (.*?)\??$|Possible options: (.*?)\)?$", said)
    if near:
        sentence += f" Vouliez-vous dire {_listed(near[1] or near[2])}\u202f?"
    parameter = getattr(error, "param", None)
    return sentence.replace(parameter.name, _name(parameter)) if _argument(parameter) else sentence


def _in_french(said: str, known: Sequence[tuple[str, str]]) -> str:
    for pattern, sentence in known:
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found:
            return sentence.format(*map(_listed, found.groups()))
    return ""


def _listed(words: str) -> str:
    return " ou ".join(word.strip(" '") for word in words.split(", "))


def _argument(parameter: Any) -> bool:
    return parameter is not None and parameter.param_type_name == "argument"


def _name(parameter: Any) -> str:
    """Name a parameter as it is typed: an option by its dashes, an argument in capitals."""
    if _argument(parameter):
        return str(parameter.metavar or parameter.name.upper())
    return " / ".join([*parameter.opts, *parameter.secondary_opts])


def _page(ctx: Any, command: Any) -> Iterator[str]:
    parameters = [each for each in command.get_params(ctx) if not getattr(each, "hidden", False)]
    arguments = [each for each in parameters if _argument(each)]
    commands = list(getattr(command, "commands", {}).items())
    names = [*map(_name, arguments), *([_COMMAND] if commands else [])]
    yield f"Usage\u00a0: {' '.join([ctx.command_path, _OPTIONS, *names])}"
    yield f"\n{command.help or ''}"
    yield from _section("Arguments", [(_name(each), _told(each)) for each in arguments])
    options = [each for each in parameters if not _argument(each)]
    yield from _section("Options", [(_typed(each), _told(each)) for each in options])
    yield from _section("Commandes", [(name, each.help or "") for name, each in commands])
    yield ""


def _section(title: str, lines: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not lines:
        return
    yield f"\n{title}\u00a0:"
    width = max(len(name) for name, _ in lines)
    for name, told in lines:
        yield f"{' ' * _INDENT}{name:<{width}}  {told}".rstrip()


def _typed(option: Any) -> str:
    shown = "" if option.is_flag else option.metavar or ""
    return f"{_name(option)} {shown}".rstrip()


def _told(parameter: Any) -> str:
    if parameter.name == "help":
        return _HELP
    known = parameter.default not in (None, False) and not callable(parameter.default)
    default = f" (par défaut\u00a0: {_plain(parameter.default)})" if known else ""
    needed = " (obligatoire)" if parameter.required else ""
    return f"{parameter.help or ''}{needed}{default}"


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return str(getattr(value, "value", value))
