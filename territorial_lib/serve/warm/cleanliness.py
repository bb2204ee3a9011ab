"""What a process may not carry through a fork: threads, links, files being written."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from pathlib import Path

SINGLE_THREADED = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "BLIS_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""Environment under which numerical libraries start no thread when they are imported.

The last one only spares the journal a remark of the debugger's.
"""


def threads() -> list[str]:
    """Name the threads of this process, native ones included.

    Returns
    -------
    list of str
        One name a thread; a single one where a fork is safe.
    """
    return [_name(task) for task in Path("/proc/self/task").iterdir()]


def descriptors() -> set[int]:
    """List the open files of this process.

    Returns
    -------
    set of int
        Their numbers.
    """
    listed = {int(link.name) for link in Path("/proc/self/fd").iterdir()}
    return {number for number in listed if _is_open(number)}  # the listing's own is closed by now


def uncarried(own: Collection[int]) -> list[str]:
    """Name the open files that two processes may not share.

    Parameters
    ----------
    own : collection of int
        Descriptors that the caller knows about.

    Returns
    -------
    list of str
        Where they lead: sockets, pipes and files open for writing; a file only read is harmless
        once opened again (`reopen`).
    """
    foreign = descriptors() - set(own)
    return [_target(number) for number in sorted(foreign - readable(foreign))]


def readable(numbers: Collection[int]) -> set[int]:
    """Choose the regular files that are open for reading only.

    Parameters
    ----------
    numbers : collection of int
        Descriptors.

    Returns
    -------
    set of int
        Those that `reopen` makes one's own.
    """
    return {number for number in numbers if _only_read(number)}


def reopen(number: int) -> None:
    """Open a read file again under the same number: its position is then nobody else's.

    Parameters
    ----------
    number : int
        A descriptor; OSError where the file is no longer the same, or cannot be read any more.
    """
    before, position = os.fstat(number), os.lseek(number, 0, os.SEEK_CUR)
    fresh = os.open(f"/proc/self/fd/{number}", os.O_RDONLY | os.O_CLOEXEC)
    try:
        if not os.path.samestat(before, os.fstat(fresh)):
            raise OSError(f"{_target(number)} is another file now")
        os.lseek(fresh, position, os.SEEK_SET)
        os.dup2(fresh, number, inheritable=os.get_inheritable(number))
    finally:
        os.close(fresh)


def _only_read(number: int) -> bool:
    mode = os.fstat(number).st_mode
    flags = Path(f"/proc/self/fdinfo/{number}").read_text().split("flags:")[1].split()[0]
    return stat.S_ISREG(mode) and int(flags, 8) & os.O_ACCMODE == os.O_RDONLY


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _target(number: int) -> str:
    return str(Path(f"/proc/self/fd/{number}").readlink())


def _name(task: Path) -> str:
    return (task / "comm").read_text().strip()
