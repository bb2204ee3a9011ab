"""Telling how far the reading of a file is, and stopping it when a person says so."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

from territorial_lib.errors import Stopped

Tell = Callable[[str, float | None], None]
"""Called with what is being done, in French, and the share done, 0 to 1, None where unknown."""
EXAMINING, UNPACKING, READING = "Examen du fichier", "Décompression", "Lecture"
CARRYING, SIGNING = "Passage aux communes d’aujourd’hui", "Vérification du fichier"
_SECONDS = 0.2


class Watch:
    """Follows a reading; may be stopped from another thread.

    Parameters
    ----------
    tell : callable, optional
        Told of the progress, at most five times a second and at each new step.
    clock : callable
        Gives seconds that only grow.
    """

    def __init__(self, tell: Tell | None = None, clock: Callable[[], float] = time.monotonic):
        self._tell, self._clock = tell, clock
        self._stopped = Event()
        self._told: tuple[str, float] = ("", 0.0)

    def stop(self) -> None:
        """Stop at the next step; may be called from any thread."""
        self._stopped.set()

    def restart(self) -> None:
        """Begin another reading, which nobody has stopped yet."""
        self._stopped.clear()
        self._told = ("", 0.0)

    def step(self, what: str, done: float = 0.0, whole: float | None = None) -> None:
        """Note how far the reading is.

        Parameters
        ----------
        what : str
            What is being done, in French.
        done : float
            How much is done, in any unit.
        whole : float, optional
            How much there is to do in the same unit; None where it is not known. `Stopped` is
            raised where a person stopped the reading.
        """
        if self._stopped.is_set():
            raise Stopped("Lecture arrêtée\u00a0: rien n’a été importé.", "Le fichier est intact.")
        if self._tell is None:
            return
        now = self._clock()
        if what != self._told[0] or now - self._told[1] >= _SECONDS:
            self._told = what, now
            self._tell(what, min(done / whole, 1.0) if whole else None)


UNWATCHED = Watch()
"""For a reading that nobody follows."""
