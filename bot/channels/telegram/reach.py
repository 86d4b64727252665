"""Which addresses people's phones, and Telegram's servers, can reach."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def reachable(address: str) -> bool:
    """Whether a link can be followed from elsewhere; Telegram refuses a whole message for one to this machine."""
    try:
        split = urlsplit(address)
    except ValueError:
        return False
    host = split.hostname or ""
    return split.scheme in ("http", "https") and "." in host and not host.endswith(".localhost") and not is_loopback(host)


def is_loopback(host: str) -> bool:
    """Whether a host, as a number, is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
