"""The address a person types: is it free, may we use it, does the first page answer."""

import errno
import http.client
import ipaddress
import socket
from contextlib import closing

from niangjia.run.errors import RunError


def resolve(host: str, port: int) -> str:
    """Turn a host name into the address to listen on."""
    if not 0 < port < 65536:
        raise RunError(f"{port} is not a port: choose --port between 1 and 65535.")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise RunError(f"{host} is not an address of this machine.") from error
    return str(found[0][4][0])


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach an address."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def check_free(address: str, port: int) -> None:
    """Refuse a port somebody uses, before anything is started."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise RunError(sentence(error, address, port)) from error


def sentence(error: OSError, address: str, port: int) -> str:
    """Say why an address cannot be used."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: choose another with --port, for example {port + 1}."
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved for root: choose one above 1023 with --port."
    return f"{address} is not an address of this machine."


def visit(address: str, port: int) -> int:
    """Fetch the first page; the HTTP status, or 0 when nobody answers yet."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
    try:
        with closing(http.client.HTTPConnection(host, port, timeout=20)) as client:
            client.request("GET", "/", headers={"User-Agent": "niangjia up"})
            return client.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0


def web_address(host: str, port: int) -> str:
    """What to type into a browser."""
    host = "127.0.0.1" if host in {"0.0.0.0", "::"} else host
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
