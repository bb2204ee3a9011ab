"""Which addresses this machine has, and listening on them.

The facilitator's page writes a wish beside the workshop, under this machine's name; only a user of
this machine can. A wish counts for one launch of the program only: an archive reopened elsewhere
opens nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import struct
import sys
from collections.abc import Sequence
from contextlib import closing

from territorial_lib.errors import PortInUse

EVERY = "0.0.0.0"
"""Stands for every address of this machine that phones could reach; the loopback is apart."""
_GET_ADDRESS = 0x8915  # SIOCGIFADDR on Linux
_PROBES = ("10.255.255.255", "192.168.255.255", "172.31.255.255")


def chosen(address: str | None) -> list[str]:
    """Give the addresses that an answer to "where is the room open" stands for.

    Parameters
    ----------
    address : str or None
        An address of this machine; `EVERY` for all of them; None for the loopback only.

    Returns
    -------
    list of str
        Empty for the loopback only, or where this machine is on no network.
    """
    if address is None:
        return []
    return addresses() if address == EVERY else [address]


def url(names: Sequence[str], address: str | None, port: int) -> str:
    """Write the address that phones type or scan.

    Parameters
    ----------
    names : sequence of str
        Names under which the room may be called, the first one said to people.
    address : str or None
        Address on which the room is open; None where it is not.
    port : int
        Its port.

    Returns
    -------
    str
        Such as "http://192.168.1.20:8000/".
    """
    host = (*names, *chosen(address), "127.0.0.1")[0]
    return f"http://{host}/" if ":" in host or port == 80 else f"http://{host}:{port}/"


def addresses() -> list[str]:
    """List the addresses of this machine that phones could reach.

    Returns
    -------
    list of str
        IPv4, private ones first, loopback and link-local ones left out.
    """
    found = {*_by_interface(), *_by_name(), *_by_route()}
    usable = [a for a in map(ipaddress.IPv4Address, found) if not a.is_loopback]
    usable = [a for a in usable if not a.is_link_local and not a.is_unspecified]
    return [str(a) for a in sorted(usable, key=lambda a: (not a.is_private, a))]


def listening(wanted: Sequence[str], port: int) -> list[socket.socket]:
    """Take the room's port on addresses.

    Parameters
    ----------
    wanted : sequence of str
        Addresses of this machine.
    port : int
        The room's port.

    Returns
    -------
    list of socket.socket
        Listening and non-blocking; PortInUse where one of them cannot, and none is left open.
    """
    opened: list[socket.socket] = []
    for address in wanted:
        try:
            opened.append(_listening(address, port))
        except OSError as error:
            for each in opened:
                each.close()
            raise PortInUse(
                f"La salle ne peut pas s’ouvrir sur {address}:{port} ({error.strerror}).",
                "Choisissez une autre adresse de cet ordinateur, ou relancez sur un autre port.",
            ) from error
    return opened


def _listening(address: str, port: int) -> socket.socket:
    listener = socket.create_server((address, port), backlog=512)
    listener.setblocking(False)
    return listener


def _by_interface() -> list[str]:
    if not sys.platform.startswith("linux"):
        return []
    import fcntl

    found = []
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        for _, name in socket.if_nameindex():
            try:
                packed = struct.pack("256s", name.encode()[:15])
                answer = fcntl.ioctl(probe.fileno(), _GET_ADDRESS, packed)
            except OSError:  # an interface without an address
                continue
            found.append(socket.inet_ntoa(answer[20:24]))
    return found


def _by_name() -> list[str]:
    try:
        return socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:  # the machine's name is known to nobody, not even to itself
        return []


def _by_route() -> list[str]:
    """Ask which address would be used to go there; nothing is sent."""
    found = []
    for target in _PROBES:
        with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
            try:
                probe.connect((target, 9))
            except OSError:  # no route there
                continue
            found.append(str(probe.getsockname()[0]))
    return found
