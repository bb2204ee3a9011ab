"""Kernels of the doors: this very Python, local sockets, idle ones stopped.

They are forked from a warm template where the system does it safely (Linux); otherwise, and where
TERRITORIAL_KERNELS=plain asks for it, each one starts from nothing, as Jupyter does.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from traitlets.config import Config

from territorial_lib.serve.client import PromptClient
from territorial_lib.serve.early import PLAIN, warm_items
from territorial_lib.serve.warm.brood import Unavailable
from territorial_lib.serve.warm.nursery import SAFE, nursery

NAME = "python3"
CULL_EVERY = 60
CULL_AFTER = 600
PROVISIONER = "territorial-warm"
_LOG = logging.getLogger(__name__)
_NO_HISTORY = ("--HistoryManager.enabled=False",)
"""Nobody types in a page: no file to open, to lock and to write at each kernel's start."""


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


class WarmKernelSpecManager(OwnKernelSpecManager):
    """The same kernel, forked from a template that has already imported what our notebooks use."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Describe the only kernel and how it is started.

        Parameters
        ----------
        kernel_name : str
            The notebook's kernel name.

        Returns
        -------
        KernelSpec
            With the provisioner, where the settings and the installation have it.
        """
        spec = super().get_kernel_spec(kernel_name)
        spec.argv = [*spec.argv, *_NO_HISTORY]
        if forked():
            config = {"warm": list(warm_items())}
            told = {"provisioner_name": PROVISIONER, "config": config}
            spec.metadata = {**spec.metadata, "kernel_provisioner": told}
        return spec


def forked() -> bool:
    """Tell whether kernels are forked here.

    Returns
    -------
    bool
        True unless `plainly` gives a reason.
    """
    return plainly() is None


def plainly() -> str | None:
    """Tell why kernels are not forked here.

    Returns
    -------
    str or None
        The reason; None where they are forked.
    """
    if os.environ.get("TERRITORIAL_KERNELS") == PLAIN:
        return f"TERRITORIAL_KERNELS={PLAIN}"
    if not SAFE:
        return "this system has no safe fork"
    if PROVISIONER not in KernelProvisionerFactory.instance().provisioners:
        return f"the provisioner {PROVISIONER} is not installed"
    return None


def warm_up() -> None:
    """Have a template before the first page is asked for, and say where there cannot be one."""
    reason: object = plainly()
    if reason is None:
        try:
            nursery(warm_items()).brood()
        except Unavailable as fault:
            reason = fault
    if reason is not None:
        nursery(warm_items()).close()
        _LOG.warning("Kernels start plainly, each page waits longer: %s", reason)


def kernel_config() -> Config:
    """Give what every door sets about kernels.

    Returns
    -------
    Config
        Local sockets where the system has them (no open port, no warning), culling, a client that
        waits no longer than it must.
    """
    config = Config()
    config.AsyncKernelManager.client_factory = PromptClient
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
