from __future__ import annotations

import subprocess
import sys

MODULES = [
    *(f"territorial_lib.store.{name}" for name in ("log", "archive", "watch", "current")),
    "territorial_lib.store.projections",
    "territorial_lib.schemas.entries",
    "territorial_lib.schemas.questions",
]
HEAVY = "pandas numpy geopandas ipywidgets scipy pyarrow babel psycopg IPython"


def test_the_store_brings_no_statistics() -> None:
    """The room's process stays small."""
    code = (
        f"import sys, {', '.join(MODULES)}\n"
        f"print(*(name for name in {HEAVY!r}.split() if name in sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert answer.stdout.split() == []
