"""Where a language model is."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

OPENAI = "https://api.openai.com/v1"


@dataclass(frozen=True)
class Endpoint:
    """As the operator gave it. An empty address is OpenAI's own; an empty model is chosen by the kind of server."""

    base_url: str = ""
    api_key: str = field(default="", repr=False)
    model: str = ""

    @property
    def address(self) -> str:
        return self.base_url.strip() or OPENAI

    @property
    def host(self) -> str:
        """`name`, or `name:port` where a port was given: never what stands before an @."""
        try:
            parts = urlsplit(self.address)
            port = parts.port
        except ValueError:
            return ""
        name = (parts.hostname or "").lower()
        return f"{name}:{port}" if port else name
