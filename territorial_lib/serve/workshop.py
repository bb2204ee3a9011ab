"""The process of the facilitator's door."""

from __future__ import annotations

from territorial_lib.serve.early import begin, spared


def main() -> None:
    """Prepare the kernels to come, then be the door."""
    begin()
    with spared():
        from territorial_lib.serve import facilitator
    facilitator.main()


if __name__ == "__main__":
    main()
