"""Kernels of the doors: this very Python, local sockets, idle ones stopped."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from traitlets.config import Config

NAME = "python3"
CULL_EVERY = 60
CULL_AFTER = 600


class OwnKernelSpecManager(KernelSpecManager):
    """Knows one kernel: the interpreter that runs this door, whatever is installed elsewhere."""

    def find_kernel_specs(self) -> dict[str, str]:
        """Name the only kernel.

        Returns
        -------
        dict of str to str
            Its name and the folder of its icons.
        """
        return {NAME: str(RESOURCES)}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Describe the only kernel, under whichever name a notebook calls it.

        Parameters
        ----------
        kernel_name : str
            The notebook's kernel name.

        Returns
        -------
        KernelSpec
            How to start this interpreter.
        """
        return KernelSpec(resource_dir=str(RESOURCES), **_description())

    def get_all_specs(self) -> dict[str, Any]:
        """Describe every kernel, that is the only one.

        Returns
        -------
        dict of str to Any
            In Jupyter's shape.
        """
        return {NAME: {"resource_dir": str(RESOURCES), "spec": _description()}}


def kernel_config() -> Config:
    """Give what every door sets about kernels.

    Returns
    -------
    Config
        Local sockets where the system has them (no open port, no warning), culling.
    """
    config = Config()
    if sys.platform != "win32":
        config.KernelManager.transport = "ipc"
    config.MappingKernelManager.cull_interval = CULL_EVERY
    config.MappingKernelManager.cull_idle_timeout = CULL_AFTER
    config.MappingKernelManager.cull_connected = False
    return config


def _description() -> dict[str, Any]:
    spec: dict[str, Any] = get_kernel_dict()
    module = [str(argument) for argument in spec["argv"][1:]]
    spec["argv"] = [str(Path(sys.executable)), *module]
    return spec
