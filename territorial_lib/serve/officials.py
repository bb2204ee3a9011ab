"""The process of the officials' door."""

from __future__ import annotations

import os

from territorial_lib.serve.early import begin, spared


def main() -> None:
    """Prepare the kernels to come, which may not write, then be the door."""
    os.environ["TERRITORIAL_READ_ONLY"] = "1"
    begin()
    with spared():
        from territorial_lib.serve import readers
    readers.main()


if __name__ == "__main__":
    main()
