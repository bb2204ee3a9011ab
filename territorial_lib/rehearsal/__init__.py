"""A whole evening simulated on any territory: to train, to demonstrate, to try to break it.

`scenario` says who does what and when, from open facts and a seed alone; `players` make it happen,
in a workshop's file or through the phones' door of a running room, where it is judged as what
real people send; `show` leads it at any speed.
"""
