"""Kernels forked from a warm template: a page's kernel starts like a page.

One clean process, the template, has imported what notebooks use; each kernel is a fork of it, whose
memory is shared until written. Nothing here knows our notebooks: any Jupyter server may name the
provisioner in a kernel specification and list what to keep warm.

messages.py     what the door and the template tell each other, descriptors included
cleanliness.py  what a process may not carry through a fork: threads, sockets, files being written
template.py     the process that imports, then forks
kernel.py       how a fork becomes a kernel
process.py      a forked kernel seen from the door, as a `subprocess.Popen`
nursery.py      the template seen from the door
provisioner.py  the provisioner: a fork where it is safe, a plain start otherwise
"""
