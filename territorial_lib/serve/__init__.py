"""The doors of the workshop: processes, locks, Voilà's configuration and template.

plans.py       the doors that may be opened, and their ports
held.py        a door being held open: process, key, port
launcher.py    starts and watches the doors, stops them cleanly
door.py        what every door process does: reads its order, notices the launcher's death
locks.py       who may come in: token, cookie, Host, Origin
guard.py       the locks put before every route of a tornado application
workshop.py   the facilitator's door: Voilà
laboratory.py  JupyterLab, for who opens the bonnet
"""
