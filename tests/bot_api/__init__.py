"""A fake Bot API server, over real HTTP and strict where Telegram is. What it checks: docs/reference/bot-api.md.

    async with BotApi() as api:                                 # port=0: a free one; control=True: see below
        # start the bot with api.token and api.base_url (TELEGRAM_API_BASE), or PTB with
        # ApplicationBuilder().token(api.token).base_url(api.bot_url).base_file_url(api.file_url)
        ann = api.private_chat("Ann")                           # started=True: the bot may write first
        ann.says("one shower for 9 families")
        await ann.wait_for(1)                                   # count of the bot's messages | text in one | predicate(chat); AssertionError
        press = ann.presses(button="Yes")                       # label, data or place on the last message, or presses(message, ...)
        await press.answered(); press.took
        assert ann.last.document.startswith(b"PK")
        assert not api.faults_of_bot

People. `api.user(first_name, username=, language_code=)`, `api.private_chat(user or name)`, `api.group(title, members=[...], forum=True)`,
`api.supergroup(...)`, `api.channel(title)`; `user.blocks_bot()`, `.unblocks_bot()`, `.deletes_account()`; `api.asks_inline(user, query)`.
In a chat: `says(text, from_=, thread=, reply_to=)`, `edits(message, text)`, `deletes(message)`,
`presses(message, button, from_=, data=)` (data= forges), `sends_document(bytes, name, mime, size=)`, `sends_photo`, `sends_voice`,
`sends_sticker`, `sends_poll`, `sends_location`, `sends_web_app_data`. In a group: `joins`, `leaves`, `adds_bot`, `removes_bot`, `promotes_bot`,
`migrates()` (returns the supergroup); in a supergroup `topic(name)` (returns the thread), `deletes_topic`; in a channel `posts`.
`api.last_update_id` is the update of what was just done; `api.raw_update(kind={...})` sends anything at all;
`api.deliver_again(update_id)` sends the webhook what it took already.

What is seen. `chat.shown` (messages in order, edits applied), `chat.answers` and `chat.texts` (the bot's), `chat.last`, `chat.drafts` (by id),
`chat.draft_history`, `chat.actions`. A message: `.text`, `.before` (texts that edits replaced), `.buttons`, `.marked` (entities as (type, words)),
`.document`, `.document_name`, `.thread`, `.reply_to`, `.wire`.

Faults. `api.script("sendMessage", chat=ann, times=1, fault=TooMany(5))`, in order; `ServerError(502)`, `Refusal(400, "Bad Request: ...")`,
`TimeoutBefore()`, `TimeoutAfterAccepting()`, `DropBefore()`, `DropAfterAccepting()`, `Slow(0.3)`. `api.calls.limits.on = True`: Telegram's own pace.
`api.world`: `.privacy`, `.query_lifetime`, `.webhook.first_wait`, `.webhook.attempts`, `.commands`, `.menu_button`, `.profile`.

What it kept. `api.log` (requests: method, params, chat, at, code, outcome, took, via), `api.calls_of("sendMessage")`, `api.faults_of_bot`
(rules broken that a correct bot never breaks), `api.unanswered` (presses), `api.init_data(user, age=, chat=)`.

From another process: `python -m tests.bot_api --port 8081 --control` prints its address, and `POST /control/<what>` with a JSON object does the
same: private_chat, group, says (`many`), presses, sends_document, blocks, again, raw, script, settings, shown, wait, document, log, state, init_data, reset
(each method of `Control` tells its fields).
"""

from __future__ import annotations

from tests.bot_api.faults import DropAfterAccepting, DropBefore, Refusal, ServerError, Slow, TimeoutAfterAccepting, TimeoutBefore, TooMany
from tests.bot_api.server import BotApi
from tests.bot_api.world import TOKEN

__all__ = [
    "TOKEN",
    "BotApi",
    "DropAfterAccepting",
    "DropBefore",
    "Refusal",
    "ServerError",
    "Slow",
    "TimeoutAfterAccepting",
    "TimeoutBefore",
    "TooMany",
]
