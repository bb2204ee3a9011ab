"""The doors of the workshop: processes, locks, Voilà's configuration and template.

plans.py       the doors that may be opened, and their ports
held.py        a door being held open: process, key, port
launcher.py    starts and watches the doors, stops them cleanly
door.py        what every door process does: reads its order, notices the launcher's death
locks.py       who may come in: token, cookie, Host, Origin
guard.py       the locks put before every route of a tornado application
early.py       what a door's process does first: its kernels are prepared while it imports
workshop.py    the process of the facilitator's door; facilitator.py: the door, Voilà
officials.py   the process of the officials' door; readers.py: the door, the dashboard alone
warm/          kernels forked from a warm template
laboratory.py  JupyterLab, for who opens the bonnet
"""
