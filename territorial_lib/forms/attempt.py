"""Calling what a form was given: whatever goes wrong becomes one French sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable

from territorial_lib.errors import TerritorialError
from territorial_lib.forms.notice import Notice

logger = logging.getLogger(__name__)
UNEXPECTED = (
    "Un incident a empêché d’enregistrer\u00a0; votre saisie est toujours là. "
    "Réessayez\u00a0; si cela continue, rechargez la page."
)


def attempt(action: Callable[[], str | None], notice: Notice) -> tuple[bool, str]:
    """Do something that may fail, and tell the person when it does.

    Parameters
    ----------
    action : callable
        What to do; may give a sentence to show.
    notice : Notice
        Where to say what went wrong.

    Returns
    -------
    tuple of (bool, str)
        Whether it went well, and the sentence it gave, empty for none.
    """
    try:
        return True, action() or ""
    except TerritorialError as error:
        notice.error(str(error))
    except Exception:
        logger.exception("a form's callback failed")
        notice.error(UNEXPECTED)
    return False, ""
