"""What people send besides words: files, pictures, voice, stickers, polls, and a Mini App's data."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from tests.bot_api.files import StoredFile, picture_sides
from tests.bot_api.messages import Message
from tests.bot_api.users import User
from tests.bot_api.wire import Json

if TYPE_CHECKING:
    from tests.bot_api.world import World


class Sending:
    """The sending side of a chat. `from_` is who sends, `extra` further fields of the Message object (caption, message_thread_id, ...)."""

    world: World

    @abstractmethod
    def post(self, content: Json, by: User | None = None, file: StoredFile | None = None) -> Message: ...

    def _sends(self, content: Json, from_: User | None, extra: dict[str, object], file: StoredFile | None = None) -> Message:
        return self.post({**content, **extra}, from_, file)

    def sends_document(
        self, data: bytes, name: str, mime: str = "application/octet-stream", from_: User | None = None, size: int | None = None, **extra: object
    ) -> Message:
        """A file. `name`, `mime` and `size` are what the sender says of it, true or not."""
        file = self.world.files.store(data, name, mime, size=size)
        return self._sends({"document": file.document}, from_, extra, file)

    def sends_photo(self, data: bytes, from_: User | None = None, **extra: object) -> Message:
        width, height = picture_sides(data) or (0, 0)
        file = self.world.files.store(data, "photo.jpg", "image/jpeg", "photos")
        return self._sends({"photo": [{**file.wire, "width": width or 640, "height": height or 480}]}, from_, extra, file)

    def sends_voice(self, data: bytes = b"OggS", seconds: int = 3, from_: User | None = None, **extra: object) -> Message:
        file = self.world.files.store(data, "voice.oga", "audio/ogg", "voice")
        return self._sends({"voice": {**file.wire, "duration": seconds, "mime_type": file.mime}}, from_, extra, file)

    def sends_sticker(self, emoji: str = "👍", from_: User | None = None, **extra: object) -> Message:
        file = self.world.files.store(b"RIFF0000WEBP" + emoji.encode(), "sticker.webp", "image/webp", "stickers")
        kind = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": emoji}
        return self._sends({"sticker": {**file.wire, **kind}}, from_, extra, file)

    def sends_poll(self, question: str, options: list[str], from_: User | None = None, **extra: object) -> Message:
        choices = [{"persistent_id": str(place), "text": option, "voter_count": 0} for place, option in enumerate(options)]
        poll: Json = {"id": str(self.world.new_number()), "question": question, "options": choices, "total_voter_count": 0, "type": "regular"}
        poll |= {"is_closed": False, "is_anonymous": True, "allows_multiple_answers": False, "allows_revoting": True, "members_only": False}
        return self._sends({"poll": poll}, from_, extra)

    def sends_location(self, latitude: float, longitude: float, from_: User | None = None) -> Message:
        return self._sends({"location": {"latitude": latitude, "longitude": longitude}}, from_, {})

    def sends_web_app_data(self, data: str, button: str = "App", from_: User | None = None) -> Message:
        """What a Mini App, opened by a keyboard button, hands over when it closes."""
        return self._sends({"web_app_data": {"data": data, "button_text": button}}, from_, {})
