"""Who is what in a chat, and updates that say that it changed."""

from __future__ import annotations

import time

from tests.bot_api.wire import Json

RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]


def member(user: Json, status: str) -> Json:
    """A ChatMember: creator, administrator, member, left or kicked."""
    found: Json = {"user": user, "status": status}
    if status == "creator":
        found["is_anonymous"] = False
    elif status == "administrator":
        found |= {right: right not in ("is_anonymous", "can_be_edited") for right in RIGHTS}
    elif status == "kicked":
        found["until_date"] = 0
    return found


def membership(chat: Json, by: Json, who: Json, old: str, new: str) -> Json:
    """A ChatMemberUpdated."""
    return {"chat": chat, "from": by, "date": int(time.time()), "old_chat_member": member(who, old), "new_chat_member": member(who, new)}
