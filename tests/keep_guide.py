"""Write the running orders of the library into the guide's tables: python -m tests.keep_guide."""

from __future__ import annotations

import re
from pathlib import Path

from territorial_lib.steps.running_order.script import PAGES, Script
from territorial_lib.steps.running_order.scripts import SCRIPTS

GUIDE = Path(__file__).parents[1] / "docs" / "guide_animation.md"
_PLACE = re.compile(r"<!-- déroulé : ([a-z-]+) -->\n.*?<!-- fin du déroulé -->\n", re.DOTALL)
_HEADER = (
    "| de – à | moment | page | au mur | dire, demander | attention |\n|---|---|---|---|---|---|"
)


def table(script: Script) -> str:
    """Write a running order as the guide shows it."""
    rows = (
        f"| {script.span(rank)} | {each.title} | {PAGES[each.page][1]} "
        f"| {each.wall} | {each.say} | {each.watch} |"
        for rank, each in enumerate(script.moments)
    )
    return "\n".join([_HEADER, *rows, ""])


def written(guide: str) -> str:
    """Give the guide with the tables that the library has now."""

    def place(found: re.Match[str]) -> str:
        key = found[1]
        return f"<!-- déroulé : {key} -->\n{table(SCRIPTS[key])}<!-- fin du déroulé -->\n"

    return _PLACE.sub(place, guide)


if __name__ == "__main__":
    GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
