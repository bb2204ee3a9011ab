"""Kernels are forked unless something is against it, which is told; a notebook passes on forks."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from territorial_lib.serve import kernels
from territorial_lib.serve.warm.nursery import SAFE
from tests.conftest import ROOT

NOTEBOOK = ROOT / "notebooks" / "01_inventaire.ipynb"


def provisioner() -> dict[str, object]:
    metadata = kernels.WarmKernelSpecManager().get_kernel_spec("python3").metadata
    return dict(metadata.get("kernel_provisioner", {}))


@pytest.mark.skipif(not SAFE, reason="no safe fork on this system")
def test_kernels_are_forked_unless_asked_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERRITORIAL_KERNELS", raising=False)
    assert provisioner()["provisioner_name"] == kernels.PROVISIONER
    monkeypatch.setenv("TERRITORIAL_KERNELS", "plain")
    assert provisioner() == {}


def test_a_system_without_safe_fork_starts_plainly_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("TERRITORIAL_KERNELS", raising=False)
    monkeypatch.setattr(kernels, "SAFE", False)
    assert provisioner() == {}
    with caplog.at_level(logging.WARNING):
        kernels.warm_up()
    assert "this system has no safe fork" in caplog.text


@pytest.mark.skipif(not SAFE, reason="no safe fork on this system")
def test_a_notebook_passes_on_a_fork_of_all_that_is_kept_warm(tmp_path: Path) -> None:
    """As every notebook does on a plain kernel: nbval, told of a kernel that is a fork."""
    folder = tmp_path / "kernels" / "forked"
    folder.mkdir(parents=True)
    told = {"provisioner_name": kernels.PROVISIONER}
    config = {"warm": list(kernels.warm_items()), "patience": 120.0}
    spec = {
        **kernels._description(),
        "metadata": {"kernel_provisioner": {**told, "config": config}},
    }
    (folder / "kernel.json").write_text(json.dumps(spec))
    options = "--nbval-lax --nbval-kernel-name=forked --nbval-cell-timeout=120"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(NOTEBOOK)]
    command += ["-o", f"addopts={options}", "-o", "log_cli=true", "-o", "log_cli_level=INFO"]
    environment = {**os.environ, "JUPYTER_PATH": str(tmp_path)}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "forked (process" in done.stdout
    assert "plainly" not in done.stdout
