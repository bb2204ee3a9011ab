"""Why the disk refuses, in French: the system's own words are in English."""

from __future__ import annotations

import errno

_FORBIDDEN = "l’accès est interdit"
_NO_FOLDER = "ce n’est pas un dossier"
_REASONS = {
    errno.ENOSPC: "plus de place sur le disque",
    errno.EDQUOT: "plus de place sur le disque",
    errno.EFBIG: "le fichier dépasse ce que le disque accepte",
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: "le disque est en lecture seule",
    errno.ENOENT: "il n’existe pas",
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.EISDIR: "c’est un dossier",
    errno.EIO: "le disque ne répond pas bien",
}


def reason(error: OSError) -> str:
    """Say why reading or writing failed.

    Parameters
    ----------
    error : OSError
        What the system answered.

    Returns
    -------
    str
        A few French words; the system's own where they are not known.
    """
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
