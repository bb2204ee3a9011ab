"""JupyterLab on the same notebooks, on the loopback, for who opens the bonnet."""

from __future__ import annotations

import os
import signal
from types import FrameType

from jupyterlab.labapp import LabApp
from traitlets.config import Config

from territorial_lib.serve.door import Order, receive
from territorial_lib.serve.kernels import OwnKernelSpecManager, kernel_config


def lab_config(order: Order) -> Config:
    """Configure JupyterLab: loopback, token, no call to the outside.

    Parameters
    ----------
    order : Order
        What the launcher asks.

    Returns
    -------
    Config
        Everything that the command line would say.
    """
    config = kernel_config()
    server = config.ServerApp
    server.ip, server.port, server.port_retries = "127.0.0.1", order.port, 0
    server.root_dir, server.open_browser = order.notebooks, False
    server.kernel_spec_manager_class = OwnKernelSpecManager
    server.allow_remote_access = False
    config.MappingKernelManager.cull_idle_timeout = 0
    config.IdentityProvider.token = order.token
    config.LabApp.news_url = None
    config.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
    config.LabApp.extension_manager = "readonly"
    return config


def main() -> None:
    """Run JupyterLab until the launcher stops it or dies."""
    order = receive()
    os.environ["JUPYTER_RUNTIME_DIR"] = order.run
    signal.signal(signal.SIGTERM, _stop)
    LabApp.launch_instance(argv=["--no-browser"], config=lab_config(order))  # type: ignore[no-untyped-call]


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
