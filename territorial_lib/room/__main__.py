"""Runs the room: `python -m territorial_lib.room`."""

from territorial_lib.room.app import main

if __name__ == "__main__":
    main()
