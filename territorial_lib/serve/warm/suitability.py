"""Which kernels may be forked: this very Python's, started as the template was."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_LAUNCHER = ["-m", "ipykernel_launcher"]
_KNOWN = {"env", "cwd", "stdin", "stdout", "stderr"}
_AT_START = ("PYTHON", "LD_", "LC_", "LANG", "MALLOC_", "GLIBC_")
"""Beginnings of the variables that a process reads once, when it starts."""
_LEFT_ALONE = ("PYTHONEXECUTABLE",)


def unsuitable(command: list[str], options: Mapping[str, Any]) -> str | None:
    """Tell why a kernel cannot be a fork.

    Parameters
    ----------
    command : list of str
        Its command line.
    options : Mapping
        As `subprocess.Popen` takes them.

    Returns
    -------
    str or None
        The reason; None where it can.
    """
    if not command or Path(command[0]).absolute() != Path(sys.executable).absolute():
        return f"{command[:1]} is not this Python"
    if command[1:3] != _LAUNCHER:
        return "it is not a plain ipykernel"
    return _options_fault(options) or _environment_fault(options.get("env") or {})


def _options_fault(options: Mapping[str, Any]) -> str | None:
    unknown = [name for name, value in options.items() if name not in _KNOWN and value]
    if unknown:
        return f"a fork takes no {', '.join(sorted(unknown))}"
    if any(options.get(name) == subprocess.PIPE for name in ("stdin", "stdout", "stderr")):
        return "a fork has no pipe"
    cwd = options.get("cwd")
    return None if cwd is None or Path(cwd).is_dir() else f"{cwd} is not a folder"


def _environment_fault(environment: Mapping[str, str]) -> str | None:
    """Compare what a process reads when it starts: a template started otherwise will not do."""
    names = {name for name in {*environment, *os.environ} if name.startswith(_AT_START)}
    for name in sorted(names.difference(_LEFT_ALONE)):
        if environment.get(name) != os.environ.get(name):
            return f"{name} is not this process's own"
    return None
