"""What somebody asks for in a chat, and what the answer is: a zip, a link, the versions, an explanation, another look at what does not work."""

from __future__ import annotations

import asyncio

import prompts
from bot import commands
from bot.core.conversation import Conversation
from bot.core.deciding import Turn, first, then
from bot.core.decision import Ask, Decision, Move
from bot.core.turn import Button
from bot.services import Parts
from bot.services.build_app import prove_app
from bot.services.debug import find_case, show_try
from bot.services.explain import explain, explain_part
from bot.services.learning import show_map
from bot.services.make_version import list_versions
from bot.services.outcome import Outcome
from bot.services.read_spec import spec_of
from bot.services.send_zip import zips
from bot.services.share_try import LASTS, TryLink, share_try
from bot.services.show_example import list_examples, show_example
from scaffolds import learner_code
from scaffolds.spec import text_of


async def answer_ask(parts: Parts, turn: Turn, decision: Decision, ask: Ask) -> Outcome:
    """Look up, make or run what was asked for, and say what came of it."""
    match ask.what:
        case "examples":
            return Outcome(with_problems(parts, decision, int(ask.detail or 3)))
        case "help":
            return Outcome(first(_help(decision.conversation, listing=ask.detail == "commands"), decision))
        case "zip":
            return await _zip(turn, decision, ask.detail)
        case "versions":
            return Outcome(await list_versions(parts, decision))
        case "try":
            return Outcome(await _try(parts, turn, decision))
        case "look" | "gallery" | "map":
            return Outcome(await _shown(parts, turn, decision, ask))
        case "explain" | "passage" | "fault" | "case" | "recheck":
            return await _looked_into(parts, turn, decision, ask)
        case "code":
            return Outcome(await _by_code(parts, decision, ask.detail))


async def _shown(parts: Parts, turn: Turn, decision: Decision, ask: Ask) -> Decision:
    """Apps of others, or what the learner understands by now."""
    if ask.what == "map":
        return await show_map(parts, turn)
    if ask.what == "gallery":
        return await list_examples(parts, turn, decision)
    return await show_example(parts, turn, decision, ask.detail)


async def _looked_into(parts: Parts, turn: Turn, decision: Decision, ask: Ask) -> Outcome:
    """What a part of the app does, or why it does not."""
    match ask.what:
        case "explain":
            return Outcome(await explain(parts, turn, decision, ask.detail))
        case "passage":
            return Outcome(await explain_part(parts, turn, decision, ask.detail))
        case "fault":
            return Outcome(show_try(decision, ask.detail))
        case "recheck":
            return await _recheck(parts, turn, decision, ask.detail)
    found = await find_case(parts, turn)
    return Outcome(found) if found else await _recheck(parts, turn, decision, ask.detail or "code")


def with_problems(parts: Parts, decision: Decision, count: int) -> Decision:
    """The decision with so many everyday problems as buttons, for whoever has none in mind."""
    problems = parts.brain.problems(decision.conversation, count)
    buttons = tuple(Button(id=f"problem:{one.id}", label=one.text) for one in problems)
    last = decision.moves[-1].model_copy(update={"buttons": buttons})
    return decision.model_copy(update={"moves": (*decision.moves[:-1], last)})


def _help(conversation: Conversation, *, listing: bool) -> Move:
    """What one can do; the commands only for those who asked by one."""
    language = conversation.language
    shown = [name for name, command in commands.discover().items() if command.listed and listing]
    listed = [{"name": name, "help": prompts.load(f"commands/{name}").render(language)} for name in shown]
    return Move(prompt="tutor/help", values={"commands": listed})


async def _zip(turn: Turn, decision: Decision, wanted: str) -> Outcome:
    move, files = await asyncio.to_thread(zips, turn.app, decision.conversation, wanted)
    return Outcome(then(decision, move), files=files)


async def _try(parts: Parts, turn: Turn, decision: Decision) -> Decision:
    conversation = decision.conversation.now(stage="share").asks_for("none")
    if not parts.public_url:
        return decision.model_copy(update={"conversation": conversation, "moves": (Move(prompt="tutor/try_here"),)})
    link = await share_try(parts, conversation.project or "")
    move = Move(prompt="tutor/try_link", values={"link": prompts.Markdown(link.address(parts.public_url)), "days": LASTS.days})
    return decision.model_copy(update={"conversation": conversation, "moves": (move,)})


async def _by_code(parts: Parts, decision: Decision, code: str) -> Decision:
    """What the token of a try link opens, before whatever else is said. Class codes do not come here."""
    shown = with_problems(parts, decision, 3) if decision.conversation.asks == "problem" else decision
    link = await parts.store.app_link(code)
    revision = await parts.store.revision(link.project) if link and link.kind == "try" and parts.public_url else None
    if link is None or revision is None:
        return first(Move(prompt="tutor/no_code", values={"code": code}), shown)
    title = text_of(spec_of(revision).title, decision.conversation.language)
    address = TryLink(code, link.expires).address(parts.public_url)
    return first(Move(prompt="tutor/shared_app", values={"title": title, "link": prompts.Markdown(address)}), shown)


async def _recheck(parts: Parts, turn: Turn, decision: Decision, how: str) -> Outcome:
    """Run the proof of this version again: what is said about it was seen just now."""
    project = await parts.store.project(decision.conversation.project or "")
    own = learner_code.read(project.learner_files if project else b"")
    _, report = await prove_app(turn.app, own, decision.conversation.version)
    passed = sum(one.passed for one in report.results)
    return Outcome(then(decision, Move(prompt="tutor/broken_next", values={"how": how, "passed": passed, "count": len(report.results)})))
