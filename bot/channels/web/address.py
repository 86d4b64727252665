"""Where others in the same network find this Sampan: an address, and its QR code for a terminal."""

from __future__ import annotations

import io
import ipaddress
import socket
from urllib.parse import urlsplit

import segno

EVERYWHERE = ("0.0.0.0", "::", "")
"""What `--host` says when every network of the machine is meant."""


def lan_address(port: int) -> str | None:
    """`http://192.168.1.20:8000`; None where the machine is in no network."""
    host = _own_address()
    return None if host is None or ipaddress.ip_address(host).is_loopback else f"http://{host}:{port}"


def shown_host(host: str) -> str:
    """What a link says: phones in the same network reach the machine's own address."""
    if host not in EVERYWHERE:
        return f"[{host}]" if ":" in host else host
    there = lan_address(0)
    return there.removeprefix("http://").rpartition(":")[0] if there else "127.0.0.1"


def address_text(host: str, port: int) -> str:
    """What to print when the server starts: what to open here and, where it is served to a network, what a phone can scan."""
    here = f"http://{'127.0.0.1' if host in EVERYWHERE else host}:{port}"
    there = lan_address(port) if host in EVERYWHERE else None
    return f"{here}\n" if there is None else f"{here}\n{there}\n{terminal_qr(there)}"


def terminal_qr(text: str) -> str:
    """A QR code in half blocks, with its quiet zone."""
    out = io.StringIO()
    segno.make_qr(text, error="m").terminal(out, border=2, compact=True)
    return out.getvalue()


def svg_qr(text: str) -> str:
    """A QR code as an inline SVG, black on white in every colour scheme: scanners need it so."""
    return str(segno.make_qr(text, error="m").svg_inline(border=2, dark="#000", light="#fff", omitsize=True))


def is_local(address: str) -> bool:
    """Whether an address opens on this machine only."""
    host = urlsplit(address).hostname or ""
    return host == "localhost" or host.endswith(".localhost") or host == "::1" or host.startswith("127.")


def _own_address() -> str | None:
    """The address by which this machine would go out. Nothing is sent: connecting a datagram socket only chooses the way."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        try:
            out.connect(("192.0.2.1", 9))
            return str(out.getsockname()[0])
        except OSError:
            return None
