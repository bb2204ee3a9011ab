"""JupyterLab on the same notebooks, on the loopback, for who opens the bonnet."""

from __future__ import annotations

import os
import sys
from typing import Any

from jupyterlab.labapp import LabApp

from territorial_lib.serve import kernels
from territorial_lib.serve.door import Order, receive

OFFLINE = [
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
]


def arguments(order: Order) -> list[str]:
    """Write JupyterLab's arguments, which win over a person's own configuration.

    Parameters
    ----------
    order : Order
        What the launcher asks.

    Returns
    -------
    list of str
        Loopback, our kernels, no call to the outside; nothing secret.
    """
    spec = kernels.OwnKernelSpecManager
    chosen = [
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={order.port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={order.notebooks}",
        "--ServerApp.open_browser=False",
        "--ServerApp.allow_remote_access=False",
        "--ServerApp.allow_root=True",  # containers; the door is behind its token
        f"--ServerApp.kernel_spec_manager_class={spec.__module__}.{spec.__name__}",
    ]
    transport = [] if sys.platform == "win32" else ["--KernelManager.transport=ipc"]
    return [*chosen, *transport, *OFFLINE]


def main() -> None:
    """Run JupyterLab until the launcher stops it or dies."""
    order = receive()
    os.environ["JUPYTER_RUNTIME_DIR"] = order.run
    os.environ["JUPYTER_TOKEN"] = order.token  # given, so that Jupyter does not print it
    server: Any = LabApp.initialize_server(argv=arguments(order))  # type: ignore[no-untyped-call]
    del os.environ["JUPYTER_TOKEN"]
    server.identity_provider.token = order.token  # whatever a person's configuration says
    server.start()


if __name__ == "__main__":
    main()
