"""A message as it is shown: what it says now, and what stood there before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.files import StoredFile
from tests.bot_api.wire import Json, cut


@dataclass(slots=True)
class Message:
    """One message in a chat. `wire` is the Bot API's Message object; `before` holds the texts that edits replaced."""

    wire: Json
    by_bot: bool
    file: StoredFile | None = None
    before: list[str] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.wire["message_id"])

    @property
    def text(self) -> str:
        """The text, or the caption of a file."""
        return str(self.wire.get("text", self.wire.get("caption", "")))

    @property
    def sender(self) -> int:
        """Id of the user who sent it, or of the channel."""
        return int(self.wire["from"]["id"] if "from" in self.wire else self.wire["sender_chat"]["id"])

    @property
    def thread(self) -> int | None:
        return self.wire.get("message_thread_id")

    @property
    def reply_to(self) -> int | None:
        """Id of the message that it answers."""
        answered = self.wire.get("reply_to_message")
        return answered["message_id"] if answered else None

    @property
    def entities(self) -> list[Json]:
        found: list[Json] = self.wire.get("entities") or self.wire.get("caption_entities") or []
        return found

    @property
    def marked(self) -> list[tuple[str, str]]:
        """(type, the words it covers) of each entity."""
        return [(one["type"], cut(self.text, one["offset"], one["length"])) for one in self.entities]

    @property
    def keyboard(self) -> list[list[Json]]:
        """The inline buttons, row by row, as they came."""
        rows: list[list[Json]] = (self.wire.get("reply_markup") or {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """The labels of the inline buttons."""
        return [button["text"] for row in self.keyboard for button in row]

    def button(self, wanted: str | int) -> Json:
        """The inline button with this label, this data, or this place. Raises LookupError with what there is."""
        every: list[Json] = [button for row in self.keyboard for button in row]
        if isinstance(wanted, int) and wanted < len(every):
            return every[wanted]
        for button in every:
            if wanted in (button["text"], button.get("callback_data")):
                return button
        raise LookupError(f"no button {wanted!r} among {self.buttons}")

    @property
    def document(self) -> bytes | None:
        """The bytes of its file."""
        return self.file.data if self.file else None

    @property
    def document_name(self) -> str | None:
        return self.file.name if self.file else None

    def summary(self) -> Json:
        """What a test in another process wants to know of it."""
        found: dict[str, Any] = {"id": self.id, "text": self.text, "by_bot": self.by_bot, "buttons": self.buttons, "before": self.before}
        found["date"], found["thread"], found["sender"] = self.wire["date"], self.thread, self.sender
        found["file"] = {"name": self.file.name, "size": len(self.file.data), "file_id": self.file.file_id} if self.file else None
        return found
