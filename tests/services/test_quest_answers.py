"""What is sent to a quest and is no answer, comes in another way, or must stay out of the app: a kind sentence and the next step."""

from __future__ import annotations

import pytest

from bot.core.turn import Incoming
from bot.services import Parts
from bot.services.take_turn import take_turn
from scaffolds import generator
from tests.questing import an_app, at_rule, rules_of, with_app

# --- what is no answer


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("def has_real_name(input, app):\n    return len(input['name']) > 1", "looks like Python"),
        ("function hasRealName(input, app) {\n  return “no”;\n}", "In line 2 stands “"),
        ("function hasRealName（input, app) {\n  return true;\n}", "In line 1 stands （"),
        ("function hаsRealName(input, app) {\n  return true;\n}", "In line 1 stands а"),
        ("function hasRealName(input, app) {\n  return tru e;\n}", "at line 2"),
        ("function hasRealName(input, app) {\n  while (true) {}\n}", "did not come to an end"),
        ("function hasRealName(input, app) {\n  return fetch('x');\n}", "fetch"),
        ("function one() {}\nfunction two() {}", "did not find a function called hasRealName"),
        ("function hasRealName(input, app) {\n}", "neither true nor a sentence"),
        (
            "function sharesOut(input, app) { return app.rows.bookings.filter((row) => row.mine).length < 3 || 'x'; }",
            "the rule of “Some for everyone”",
        ),
        ("x=1;" * 20_000, "too long"),
    ],
)
async def test_what_cannot_be_the_rule_is_told_with_the_next_step(parts: Parts, sent: str, told: str) -> None:
    ann = await with_app(parts)
    await at_rule(ann)
    await ann.say(file=sent.encode()) if len(sent) > 4000 else await ann.say(sent)  # a message is cut, a file is not
    assert told in ann.text, ann.text


async def test_code_comes_as_a_file_and_in_the_apps_zip(parts: Parts) -> None:
    ann = await with_app(parts)
    made = await at_rule(ann)
    await ann.say(file=b"\xff\xfe\x00nothing")
    assert "cannot read that file" in ann.text
    other = an_app("queue")
    await ann.say(file=generator.pack(generator.build(other), other.slug))
    assert "another app" in ann.text and "quest:leave" in ann.ids
    spec = await ann.spec()
    assert spec is not None
    rules = 'export function allow(screen, action, input, app) {\n  return action !== "book" || String(input.name || "").trim().length >= 2 || "Who?";\n}\n'
    await ann.say(file=generator.pack(generator.build(spec) | {"public/my_rules.js": rules.encode()}, spec.slug))
    assert (await rules_of(ann)) == rules
    await at_rule(ann, "book.share_out")
    await ann.say(file=made.code("true").replace("hasRealName", "sharesOut").encode())
    assert "I ran it" in ann.text


async def test_a_picture_of_code_is_told_kindly(parts: Parts) -> None:
    ann = await with_app(parts)
    await at_rule(ann)
    reply = await take_turn(parts, Incoming(channel="terminal", chat=ann.chat, sender=ann.chat, id="picture", unread="picture"))
    assert reply is not None and "from a picture" in reply.messages[0].text


async def test_a_rule_that_breaks_what_the_app_promises_stays_out(parts: Parts) -> None:
    ann = await with_app(parts)
    await at_rule(ann)
    await ann.say('function hasRealName(input, app) { return app.now > "2026-03-03" && String(input.name || "").trim().length >= 2 || "no"; }')
    assert not any(message.file for message in ann.last.messages)
    spec = await ann.spec()
    assert spec is not None and not [one for one in spec.checks if one.id.startswith("own_quest")]


async def test_a_rule_that_holds_only_where_it_is_tried_stays_out(parts: Parts) -> None:
    """Code that knows the cases instead of the rule: in the app itself nothing is refused."""
    ann = await with_app(parts)
    await at_rule(ann)
    await ann.say(
        'function hasRealName(input, app) { return input.name.trim().length >= 2 || !("mine" in input || app.rows.bookings.length === 1) || "no"; }'
    )
    assert not any(message.file for message in ann.last.messages) and "in your app it still goes through" in ann.text
