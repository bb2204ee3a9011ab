"""A short form of benchmarks/dashboard.py: two visitors on each server, every one answered."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT


def test_the_benchmark_of_many_readers_runs() -> None:
    command = [sys.executable, "benchmarks/dashboard.py", "--short"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=500, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    failures = next(line for line in lines if "failures" in line)
    assert [float(each) for each in failures[2:4]] == [0, 0], done.stdout
    median = next(line for line in lines if "median," in line)
    assert all(float(each) > 0 for each in median[-3:]), done.stdout
