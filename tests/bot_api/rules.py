"""Every rule that the server holds a bot to: its id, the answer, and whether breaking it is the bot's fault.

The table in docs/reference/bot-api.md is this table, and tests/bot_api/test_rules.py has a case for each row. A rule with code 200 is one that
Telegram lets pass (it drops or bends what was sent); the server lets it pass too and keeps it in `faults_of_bot`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.bot_api.wire import Json

BLAMED, WORLD = True, False
"""Whose fault: a correct bot never does it, or the world may bring it about under a correct bot."""


@dataclass(frozen=True)
class Rule:
    """One rule. `says` is the description on the wire, with places to fill; `when` is for the reader of the table."""

    id: str
    code: int
    says: str
    blamed: bool
    when: str


class RefusedError(Exception):
    """The server's no: an HTTP code, a description and Telegram's response parameters."""

    def __init__(self, code: int, description: str, parameters: Json | None = None, rule: Rule | None = None) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters, self.rule = code, description, parameters, rule


def refuse(rule_id: str, parameters: Json | None = None, **filling: object) -> RefusedError:
    """The refusal of a rule, to be raised; `filling` goes into the places of its description."""
    rule = RULES[rule_id]
    return RefusedError(rule.code, rule.says.format(**filling), parameters, rule)


_DOOR = (
    Rule("token-malformed", 404, "Not Found", WORLD, "the token is not `digits:35 letters`"),
    Rule("token-wrong", 401, "Unauthorized", WORLD, "a token of the right form that is not this bot's"),
    Rule("method-unknown", 404, "Not Found: method not found", BLAMED, "no such method here"),
    Rule("body-malformed", 400, "Bad Request: can't parse JSON object", BLAMED, "a JSON body that is no JSON object"),
    Rule("body-too-large", 413, "Request Entity Too Large", BLAMED, "more than 50 MB sent"),
    Rule("structure-malformed", 400, "Bad Request: can't parse {name} JSON object", BLAMED, "entities, markup, media, ... that are not JSON"),
    Rule("flood", 429, "Too Many Requests: retry after {seconds}", WORLD, "faster than the limits, where they are switched on; with `retry_after`"),
    Rule(
        "impatient",
        200,
        "called again before retry_after had passed",
        BLAMED,
        "a chat that was told to wait is written to before; answered 429 again",
    ),
)
_UPDATES = (
    Rule(
        "poll-terminated",
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        WORLD,
        "a second getUpdates ends the one that waits",
    ),
    Rule("poll-ended", 409, "Conflict: terminated by setWebhook request", WORLD, "a webhook is set while a getUpdates waits"),
    Rule(
        "poll-with-webhook",
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        BLAMED,
        "getUpdates while a webhook is set",
    ),
    Rule(
        "webhook-https",
        400,
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        BLAMED,
        "a webhook on plain http, but for loopback",
    ),
    Rule(
        "webhook-port",
        400,
        "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        BLAMED,
        "another port, but for loopback",
    ),
    Rule("secret-letters", 400, "Bad Request: secret token contains unallowed characters", BLAMED, "a secret with others than `A-Z a-z 0-9 _ -`"),
    Rule("secret-long", 400, "Bad Request: secret token is too long", BLAMED, "a secret of more than 256"),
    Rule("allowed-updates", 400, "Bad Request: can't parse allowed updates: {why}", BLAMED, "allowed_updates that are no array of strings"),
)
_TEXT = (
    Rule("text-empty", 400, "Bad Request: message text is empty", BLAMED, "no text"),
    Rule("text-blank", 400, "Bad Request: text must be non-empty", BLAMED, "nothing but white space"),
    Rule("text-broken", 400, "Bad Request: strings must be encoded in UTF-8", BLAMED, "half of an emoji: a text cut between its two UTF-16 units"),
    Rule("text-long", 400, "Bad Request: message is too long", BLAMED, "more than 4,096 UTF-16 units"),
    Rule("caption-long", 400, "Bad Request: message caption is too long", BLAMED, "a caption of more than 1,024 UTF-16 units"),
    Rule("parse-mode", 400, "Bad Request: unsupported parse_mode", BLAMED, "another than HTML, MarkdownV2, Markdown"),
    Rule(
        "markdown-unread",
        400,
        "Bad Request: this server does not read {mode}; send entities",
        BLAMED,
        "Markdown: Telegram reads it, this server does not and says so",
    ),
    Rule("html-malformed", 400, "Bad Request: can't parse entities: {why}", BLAMED, "HTML with unknown, unclosed or crossed tags"),
    Rule("entity-malformed", 400, "Bad Request: can't parse MessageEntity: {why}", BLAMED, "an entity with a field missing or of a wrong type"),
    Rule("entity-offset", 400, "Bad Request: receive an entity with incorrect offset {offset}", BLAMED, "an offset below 0"),
    Rule("entity-length", 400, "Bad Request: receive an entity with incorrect length {length}", BLAMED, "a length below 0"),
    Rule(
        "entity-after-end",
        400,
        "Bad Request: entity begins after the end of the text at UTF-16 offset {offset}",
        BLAMED,
        "it begins behind the text",
    ),
    Rule(
        "entity-past-end",
        400,
        "Bad Request: entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}",
        BLAMED,
        "it ends behind the text",
    ),
    Rule(
        "entity-mid-symbol",
        400,
        "Bad Request: entity {edge} in a middle of a UTF-16 symbol at byte offset {at}",
        BLAMED,
        "an edge between the two units of an emoji",
    ),
    Rule("entity-url", 400, "Bad Request: entity URL '{url}' is invalid: Wrong HTTP URL", BLAMED, "a `text_link` to no address"),
    Rule("entity-crossing", 200, "entities cross each other", BLAMED, "two overlap and neither holds the other; Telegram splits them"),
    Rule("entity-in-code", 200, "an entity lies in code", BLAMED, "something inside `code` or `pre`, or the reverse; Telegram drops it"),
    Rule("entity-empty", 200, "an entity covers nothing", BLAMED, "length 0; Telegram drops it"),
    Rule("entities-many", 200, "more than 100 entities", BLAMED, "Telegram drops the rest"),
)
_MARKUP = (
    Rule("markup-object", 400, "Bad Request: object expected as reply markup", BLAMED, "reply_markup that is no known keyboard"),
    Rule("button-malformed", 400, "Bad Request: can't parse inline keyboard button: {why}", BLAMED, "rows that are no arrays, a button without text"),
    Rule(
        "button-bare",
        400,
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        BLAMED,
        "a button that does nothing, or with empty data",
    ),
    Rule("button-actions", 200, "a button does more than one thing", BLAMED, "exactly one action is allowed; Telegram takes one"),
    Rule("button-data", 400, "Bad Request: BUTTON_DATA_INVALID", BLAMED, "callback data of more than 64 bytes"),
    Rule("button-url", 400, "Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL", BLAMED, "a button to no address"),
    Rule(
        "button-web-app",
        400,
        "Bad Request: inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed",
        BLAMED,
        "a Mini App on plain http, but for loopback",
    ),
    Rule("button-web-app-place", 400, "Bad Request: BUTTON_TYPE_INVALID", BLAMED, "a Mini App button outside a private chat"),
    Rule("keyboard-large", 400, "Bad Request: REPLY_MARKUP_TOO_LONG", BLAMED, "more than 100 buttons"),
)
_PLACE = (
    Rule("chat-empty", 400, "Bad Request: chat_id is empty", BLAMED, "no chat_id"),
    Rule("chat-unknown", 400, "Bad Request: chat not found", WORLD, "a chat that the bot has never met"),
    Rule("user-unknown", 400, "Bad Request: user not found", WORLD, "a user that the bot has never met"),
    Rule("thread-unknown", 400, "Bad Request: message thread not found", WORLD, "a topic that is not there"),
    Rule("reply-gone", 400, "Bad Request: message to be replied not found", WORLD, "reply_parameters name a message that is gone"),
    Rule(
        "migrated",
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        WORLD,
        "an old group's id; with `migrate_to_chat_id`",
    ),
    Rule("not-started", 403, "Forbidden: bot can't initiate conversation with a user", WORLD, "a user who has not written first"),
    Rule("blocked", 403, "Forbidden: bot was blocked by the user", WORLD, "a user who blocked the bot"),
    Rule("deactivated", 403, "Forbidden: user is deactivated", WORLD, "a deleted account"),
    Rule("kicked", 403, "Forbidden: bot was kicked from the {kind} chat", WORLD, "a group that threw the bot out"),
    Rule("not-member", 403, "Forbidden: bot is not a member of the {kind} chat", WORLD, "a group that the bot left"),
    Rule("private-only", 400, "Bad Request: method is available only for supergroup and channel chats", BLAMED, "a group's method in a private chat"),
    Rule("action-unknown", 400, "Bad Request: wrong parameter action in request", BLAMED, "sendChatAction with an action that there is not"),
    Rule("draft-place", 400, "Bad Request: TEXTDRAFT_PEER_INVALID", BLAMED, "a draft outside a private chat"),
    Rule("draft-id", 400, "Bad Request: invalid draft identifier specified", BLAMED, "draft_id missing or 0"),
)
_EDITS = (
    Rule("message-id-empty", 400, "Bad Request: message identifier is not specified", BLAMED, "no message_id"),
    Rule("edit-gone", 400, "Bad Request: message to edit not found", WORLD, "the message was deleted or never was"),
    Rule("edit-foreign", 400, "Bad Request: message can't be edited", BLAMED, "somebody else's message"),
    Rule("edit-no-text", 400, "Bad Request: there is no text in the message to edit", BLAMED, "editMessageText on a document or photo"),
    Rule(
        "edit-same",
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content "
        "and reply markup of the message",
        WORLD,
        "nothing would change",
    ),
    Rule("delete-gone", 400, "Bad Request: message to delete not found", WORLD, "it is gone already"),
    Rule(
        "delete-foreign", 400, "Bad Request: message can't be deleted", BLAMED, "somebody else's message in a group where the bot is no administrator"
    ),
)
_FILES = (
    Rule("file-missing", 400, "Bad Request: there is no {kind} in the request", BLAMED, "no file, or `attach://` to a part that is not there"),
    Rule("file-empty", 400, "Bad Request: file must be non-empty", BLAMED, "a file of 0 bytes"),
    Rule("file-id", 400, "Bad Request: wrong remote file identifier specified: Wrong string length", BLAMED, "a file_id that is none"),
    Rule("photo-large", 400, 'Bad Request: file "{name}" of size {size} bytes is too big for a photo', BLAMED, "a photo of more than 10 MB"),
    Rule("photo-unread", 400, "Bad Request: IMAGE_PROCESS_FAILED", BLAMED, "bytes that are no picture"),
    Rule("photo-sides", 400, "Bad Request: PHOTO_INVALID_DIMENSIONS", BLAMED, "sides that sum to more than 10,000, or 20 times as long as wide"),
    Rule("thumbnail", 200, "a thumbnail that Telegram would not show", BLAMED, "no JPEG, 200 kB or more, a side above 320, or not uploaded with it"),
    Rule("album-empty", 400, "Bad Request: there are no media in the request", BLAMED, "an album of nothing"),
    Rule("album-large", 400, "Bad Request: too many messages to send as an album", BLAMED, "more than 10"),
    Rule("album-mixed", 400, "Bad Request: document can't be mixed with other media types", BLAMED, "documents beside photos"),
    Rule("get-file-id", 400, "Bad Request: invalid file_id", WORLD, "getFile for a file_id that is none"),
    Rule("get-file-large", 400, "Bad Request: file is too big", WORLD, "getFile for more than 20 MB"),
)
_REST = (
    Rule(
        "query-old",
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        WORLD,
        "a button's or inline query answered too late, or that never was",
    ),
    Rule("query-text-long", 400, "Bad Request: MESSAGE_TOO_LONG", BLAMED, "more than 200 letters in answer to a button"),
    Rule("results-many", 400, "Bad Request: RESULTS_TOO_MUCH", BLAMED, "more than 50 inline results"),
    Rule("result-ids", 400, "Bad Request: RESULT_ID_DUPLICATE", BLAMED, "two inline results with one id, or one of 0 or more than 64 bytes"),
    Rule("command-name", 400, "Bad Request: BOT_COMMAND_INVALID", BLAMED, "a command that is not `[a-z0-9_]{1,32}`"),
    Rule("command-words", 400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID", BLAMED, "a description of 0 or more than 256 letters"),
    Rule("commands-many", 400, "Bad Request: BOT_COMMANDS_TOO_MUCH", BLAMED, "more than 100 commands"),
    Rule("command-scope", 400, "Bad Request: can't parse BotCommandScope: Unsupported type specified", BLAMED, "a scope that there is not"),
    Rule("language-code", 400, "Bad Request: invalid language code specified", BLAMED, "no two-letter language code"),
    Rule("profile-long", 400, "Bad Request: {what} is too long", BLAMED, "name above 64, short description above 120, description above 512"),
    Rule(
        "menu-button",
        400,
        "Bad Request: menu button web app URL '{url}' is invalid: Only HTTPS links are allowed",
        BLAMED,
        "a menu button's Mini App on plain http, but for loopback",
    ),
    Rule("menu-kind", 400, "Bad Request: can't parse menu button: {why}", BLAMED, "a menu button of no known type"),
)

RULES = {rule.id: rule for rule in (*_DOOR, *_UPDATES, *_TEXT, *_MARKUP, *_PLACE, *_EDITS, *_FILES, *_REST)}


def table() -> str:
    """The table of the rules for the reader, as Markdown."""
    rows = [f"| `{one.id}` | {one.when} | {one.code} | {one.says} | {'yes' if one.blamed else ''} |" for one in RULES.values()]
    return "\n".join(["| check | when | code | says | the bot's fault |", "|---|---|---|---|---|", *rows])
