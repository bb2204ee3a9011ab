"""Paths, store URL and ports, read once from the environment.

Variables: TERRITORIAL_DATA, TERRITORIAL_NOTEBOOKS, TERRITORIAL_HOME (where workshops live),
TERRITORIAL_STORE (a workshop's path or a PostgreSQL URL), TERRITORIAL_PORT, TERRITORIAL_ROOM_PORT,
TERRITORIAL_ROOM_ADDRESS (address on which the room is open from the start), TERRITORIAL_ROOM_NAMES
(other names under which phones may call it, separated by commas), TERRITORIAL_OFFICIALS_PORT and
TERRITORIAL_OFFICIALS_ADDRESS (the same for the dashboard's door), TERRITORIAL_READ_ONLY (1 where
this process must be unable to write in the workshop).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from territorial_lib.errors import TerritorialError

PACKAGE = Path(__file__).resolve().parent
DEMONSTRATION = "242600252"
"""Code of the demonstration territory: CC du Val de Drôme en Biovallée."""
DEMONSTRATION_FILE = "demonstration.atelier"
HIGHEST_PORT = 65535
WORKSHOP_PORT = 8866
ROOM_PORT = 8000
OFFICIALS_PORT = 8001


@dataclass(frozen=True)
class Settings:
    """Where things are on this machine.

    Parameters
    ----------
    data : Path
        Folder that holds ``sources.toml`` and ``tables/``.
    notebooks : Path
        Folder of the notebooks.
    home : Path
        Folder of the workshops' files and of what the program remembers.
    store : str or None
        Path or URL of the workshop to open, None for the one opened last.
    port : int
        Port of the facilitator's door, 0 to 65535; 0 lets the system choose.
    room_port : int
        Port of the phones' door, likewise.
    room_address : str or None
        Address of this machine on which the room is open from the start; None opens it on the
        loopback only, until the facilitator opens it.
    room_names : tuple of str
        Other names under which phones may call it, with or without port.
    officials_port : int
        Port of the dashboard's door.
    officials_address : str or None
        Address of this machine on which it is open; None opens it on the loopback only.
    read_only : bool
        True where this process must be unable to write in the workshop.
    """

    data: Path
    notebooks: Path
    home: Path
    store: str | None = None
    port: int = WORKSHOP_PORT
    room_port: int = ROOM_PORT
    room_address: str | None = None
    room_names: tuple[str, ...] = ()
    officials_port: int = OFFICIALS_PORT
    officials_address: str | None = None
    read_only: bool = False

    @property
    def room_hosts(self) -> tuple[str, ...]:
        """The other names of this machine, without their ports."""
        return tuple(name.rpartition(":")[0] or name for name in self.room_names)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings from environment variables, defaults where absent.

        Parameters
        ----------
        environ : Mapping of str to str
            The environment; the process's own by default.

        Returns
        -------
        Settings
            The settings of this process.
        """
        return cls(
            data=Path(environ.get("TERRITORIAL_DATA") or _carried("data")),
            notebooks=Path(environ.get("TERRITORIAL_NOTEBOOKS") or _carried("notebooks")),
            home=Path(environ.get("TERRITORIAL_HOME") or _default_home()),
            store=environ.get("TERRITORIAL_STORE") or None,
            port=_port(environ, "TERRITORIAL_PORT", WORKSHOP_PORT),
            room_port=_port(environ, "TERRITORIAL_ROOM_PORT", ROOM_PORT),
            room_address=environ.get("TERRITORIAL_ROOM_ADDRESS") or None,
            room_names=tuple(environ.get("TERRITORIAL_ROOM_NAMES", "").replace(",", " ").split()),
            officials_port=_port(environ, "TERRITORIAL_OFFICIALS_PORT", OFFICIALS_PORT),
            officials_address=environ.get("TERRITORIAL_OFFICIALS_ADDRESS") or None,
            read_only=environ.get("TERRITORIAL_READ_ONLY") == "1",
        )


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    said = environ.get(name) or str(default)
    if not said.isascii() or not said.isdigit() or int(said) > HIGHEST_PORT:
        raise TerritorialError(
            f"La variable {name} vaut «\u00a0{said}\u00a0», qui n’est pas un port.",
            f"Donnez-lui un nombre de 0 à {HIGHEST_PORT}, ou effacez-la.",
        )
    return int(said)


def _carried(name: str) -> Path:
    """Give the folder that the wheel carries, else the checkout's."""
    bundled = PACKAGE / "bundled" / name
    return bundled if bundled.is_dir() else PACKAGE.parent / name


def _default_home() -> Path:
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / "Ateliers territoire"
