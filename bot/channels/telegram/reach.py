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
    return split.scheme in ("http", "https") and "." in host and not is_here(host)


def is_beside_us(address: str) -> bool:
    """Whether an address leads to a server on this machine, such as a Bot API server of one's own."""
    return is_here(urlsplit(address).hostname or "")


def is_here(host: str) -> bool:
    """Whether a host, by its name or number, is this machine."""
    try:
        return host == "localhost" or host.endswith(".localhost") or ip_address(host).is_loopback
    except ValueError:
        return False
