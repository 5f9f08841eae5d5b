"""No test, and so nothing that a test runs in this process, may talk to another machine: trying to is an error, not a delay."""

import ipaddress
import sys


class TalkedToAnotherMachine(AssertionError):
    pass


def forbid_outside() -> None:
    """For the rest of this process. Audit hooks see every connection and every question for an address that Python makes."""
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "localhost"  # else the path of a Unix socket
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if not _is_here(host):
        raise TalkedToAnotherMachine(f"{event} {host}")


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if not name or name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback or ipaddress.ip_address(name).is_unspecified
    except ValueError:
        return False
