"""Do what a decision asks for before it is said: build and prove, move between versions, list, make a link."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import prompts
from bot import commands
from bot.core.conversation import Conversation
from bot.core.deciding import Turn, first, settled
from bot.core.decision import Ask, AtEvent, AtLesson, Build, Decision, Join, Move, Own, Step
from bot.core.lesson import LessonNews
from bot.core.policy import after_build, after_failure, whose_lines
from bot.core.turn import Button, File, Message
from bot.services import Parts
from bot.services.build_app import prove_app
from bot.services.classroom.join_in_chat import join_in_chat
from bot.services.classroom.my_data import my_data_file
from bot.services.debug import find_case, show_try
from bot.services.event.in_chat import at_event
from bot.services.explain import explain, explain_part
from bot.services.learning import show_map
from bot.services.lesson.in_chat import at_lesson
from bot.services.own_lines import after_edit
from bot.services.read_spec import spec_of
from bot.services.review_code import clashes_of, settled_on
from bot.services.send_zip import zip_file, zips
from bot.services.share_try import LASTS, TryLink, share_try
from bot.services.show_example import list_examples, show_example
from scaffolds import learner_code
from scaffolds.learner_code import NOTHING
from scaffolds.spec import text_of
from storage.ids import new_id
from storage.learning.records import Evidence
from storage.records import Loaded, NewRevision, Revision


@dataclass(frozen=True)
class Outcome:
    """A decision after everything was done for it, and what must be committed with it."""

    decision: Decision
    project: str | None = None
    slug: str | None = None
    read_head: int | None = None
    revision: NewRevision | None = None
    head: int | None = None
    learner_files: bytes | None = None
    files: tuple[File, ...] = ()
    proof: dict[str, Any] | None = field(default=None)
    learner: str = ""
    """Who the speaker turned out to be, where that is somebody else than was thought."""
    inside: bool = False
    """They sit in a class now: that is said though it is paused."""
    forget: bool = False
    """Nothing of the speaker stays but what is said with this."""
    lesson: LessonNews | None = None
    """How far the speaker came in a lesson."""

    evidence: tuple[Evidence, ...] = ()
    """What it shows of the speaker's understanding."""

    @property
    def changes_app(self) -> bool:
        """Whether the project is another one when this is committed."""
        return self.revision is not None or self.head is not None or self.learner_files is not None

    def attached(self, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        """The messages with the files of this turn: the first on the first message, others on messages of their own."""
        if not self.files:
            return messages
        head = messages[0].model_copy(update={"file": self.files[0], "proof": self.proof})
        more = tuple(Message(text=file.name, file=file) for file in self.files[1:])
        return (head, *more, *messages[1:])


async def carry_out(parts: Parts, turn: Turn, decision: Decision, loaded: Loaded | None) -> Outcome:
    match decision.effect:
        case Build() as build:
            return await _build(parts, turn, decision, build, loaded)
        case Step() as step:
            return await _step(parts, decision, step, loaded)
        case Own(what="mydata"):
            return Outcome(_said(decision, Move(prompt="tutor/my_data")), files=(my_data_file(turn.speaker.learner),))
        case Own():
            return await _forget(parts, turn, decision)
        case Ask() as ask:
            return await _ask(parts, turn, decision, ask)
        case Join() as join:
            came = await join_in_chat(parts, turn, join)
            greets = isinstance(came.decision.effect, Ask)
            said = _with_problems(parts, came.decision, 3) if greets else came.decision
            return Outcome(said, learner=came.learner, inside=came.inside)
        case AtEvent() as asked:
            return Outcome(await at_event(parts, turn, asked))
        case AtLesson() as wanted:
            said, news = await at_lesson(parts, turn, wanted)
            return Outcome(said, lesson=news)
    return Outcome(decision)


# --- build


async def _build(parts: Parts, turn: Turn, decision: Decision, build: Build, loaded: Loaded | None) -> Outcome:
    """Nothing is handed over that did not pass its proof."""
    standing = loaded.project if loaded and build.before is not None else None
    version = await next_version(parts, standing.id) if standing else 1
    own = learner_code.read(standing.learner_files) if standing else NOTHING
    if build.lines is None and (clashes := await clashes_of(own, build.spec)):
        return Outcome(whose_lines(decision, build, clashes))
    own = await settled_on(own, build.spec, build.lines or "mine")
    _, report = await prove_app(build.spec, own, version)
    if not report.passed:
        failed = [one.says for one in report.results if not one.passed] or [str(problem) for problem in report.problems]
        return Outcome(after_failure(decision, turn.conversation, failed[:3]))
    said = after_build(decision, build, len(report.results), version)
    if own_lines := await after_edit(own, build, version, decision.conversation.language):
        said = _said(said, own_lines)
    project = standing.id if standing else new_id()
    return Outcome(
        said,
        project=project,
        slug=build.spec.slug,
        read_head=loaded.project.head if standing and loaded and loaded.project else None,
        revision=NewRevision(build.spec.model_dump_json(), _why(said, decision.conversation)),
        learner_files=learner_code.stored(own) if build.lines else None,
        files=(zip_file(build.spec, project, version),),
        proof=proof_card(report),
    )


async def next_version(parts: Parts, project: str) -> int:
    """Versions are numbered once; an edit after an undo does not take a number again."""
    return max((revision.n for revision in await parts.store.versions(project)), default=0) + 1


def proof_card(report: Any) -> dict[str, Any]:
    """The report beside a zip, for channels that can draw it."""
    lines = [{"says": one.says, "passed": one.passed, "edge": one.edge} for one in report.results]
    return {"checked": len(lines), "passed": sum(line["passed"] for line in lines), "lines": lines}


def _why(said: Decision, conversation: Conversation) -> str:
    """One line for the list of versions: what this one did, in the learner's language."""
    language = conversation.language
    done = [move for shown in said.moves for move in _done_by(shown)]
    if not done:
        return prompts.load("tutor/version_label").render(language, n=1, first=True)
    joint = "; " if language == "en" else "；"
    return joint.join(prompts.load(move.prompt).render(language, **move.values) for move in done)


def _done_by(shown: Move) -> list[Move]:
    """The edits that a move tells of."""
    done = shown.values.get("done")
    return [move for move in done if isinstance(move, Move)] if isinstance(done, list) else []


# --- versions


async def _step(parts: Parts, decision: Decision, step: Step, loaded: Loaded | None) -> Outcome:
    if loaded is None or loaded.project is None or loaded.head is None:
        return Outcome(_said(decision, Move(prompt="tutor/nothing_to_undo", values={"built": False})))
    revisions = {revision.n: revision for revision in await parts.store.versions(loaded.project.id)}
    target = step.to if step.to is not None else loaded.head.parent
    if target is None:
        return Outcome(_said(decision, Move(prompt="tutor/nothing_to_undo", values={"built": True})))
    if target not in revisions:
        return Outcome(await _versions(parts, _said(decision, Move(prompt="tutor/no_version", values={"version": target}))))
    conversation = settled(decision.conversation).now(version=target)
    values = {"version": target, "why": prompts.Markdown(revisions[target].why), "others": len(revisions) > 1}
    move = Move(prompt="tutor/undone", values=values)
    there = decision.model_copy(update={"conversation": conversation, "moves": (move,)})
    slug = spec_of(revisions[target]).slug
    return Outcome(there, project=loaded.project.id, slug=slug, read_head=loaded.project.head, head=target)


def _said(decision: Decision, *moves: Move) -> Decision:
    return decision.model_copy(update={"moves": (*decision.moves, *moves)})


# --- asks


async def _ask(parts: Parts, turn: Turn, decision: Decision, ask: Ask) -> Outcome:
    match ask.what:
        case "examples":
            return Outcome(_with_problems(parts, decision, int(ask.detail or 3)))
        case "help":
            return Outcome(first(_help(decision.conversation, listing=ask.detail == "commands"), decision))
        case "zip":
            return await _zip(turn, decision, ask.detail)
        case "versions":
            return Outcome(await _versions(parts, decision))
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


def _with_problems(parts: Parts, decision: Decision, count: int) -> Decision:
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
    return Outcome(_said(decision, move), files=files)


async def _versions(parts: Parts, decision: Decision) -> Decision:
    conversation = decision.conversation
    revisions = (await parts.store.versions(conversation.project or ""))[-8:]
    rows = [{"n": revision.n, "why": prompts.Markdown(revision.why)} for revision in revisions]
    buttons = tuple(_version_button(revision, conversation) for revision in reversed(revisions) if revision.n != conversation.version)
    values = {"versions": rows, "head": conversation.version, "others": bool(buttons), "team": await _team(parts, conversation)}
    return _said(decision, Move(prompt="tutor/versions", values=values, buttons=buttons))


async def _team(parts: Parts, conversation: Conversation) -> list[dict[str, Any]]:
    """Who brought how many versions, where several people make the app."""
    members = await parts.store.members(conversation.project or "")
    return [{"name": one.nickname, "count": one.contributions} for one in members] if len(members) > 1 else []


def _version_button(revision: Revision, conversation: Conversation) -> Button:
    label = prompts.load("tutor/version_label").render(conversation.language, n=revision.n, first=False)
    return Button(id=f"version:{revision.n}", label=label)


async def _try(parts: Parts, turn: Turn, decision: Decision) -> Decision:
    conversation = decision.conversation.now(stage="share").asks_for("none")
    if not parts.public_url:
        return decision.model_copy(update={"conversation": conversation, "moves": (Move(prompt="tutor/try_here"),)})
    link = await share_try(parts, conversation.project or "")
    move = Move(prompt="tutor/try_link", values={"link": prompts.Markdown(link.address(parts.public_url)), "days": LASTS.days})
    return decision.model_copy(update={"conversation": conversation, "moves": (move,)})


async def _by_code(parts: Parts, decision: Decision, code: str) -> Decision:
    """What the token of a try link opens, before whatever else is said. Class codes do not come here."""
    shown = _with_problems(parts, decision, 3) if decision.conversation.asks == "problem" else decision
    link = await parts.store.app_link(code)
    revision = await parts.store.revision(link.project) if link and link.kind == "try" and parts.public_url else None
    if link is None or revision is None:
        return first(Move(prompt="tutor/no_code", values={"code": code}), shown)
    title = text_of(spec_of(revision).title, decision.conversation.language)
    address = TryLink(code, link.expires).address(parts.public_url)
    return first(Move(prompt="tutor/shared_app", values={"title": title, "link": prompts.Markdown(address)}), shown)


async def _forget(parts: Parts, turn: Turn, decision: Decision) -> Outcome:
    """The farewell; nothing of theirs is in it, and the chat begins anew."""
    flag = await parts.store.care.has_open_flag(turn.speaker.learner)
    farewell = Move(prompt="tutor/forgotten", values={"flag": flag})
    return Outcome(Decision(conversation=Conversation(language=decision.conversation.language), moves=(farewell,)), forget=True)


async def _recheck(parts: Parts, turn: Turn, decision: Decision, how: str) -> Outcome:
    """Run the proof of this version again: what is said about it was seen just now."""
    project = await parts.store.project(decision.conversation.project or "")
    own = learner_code.read(project.learner_files if project else b"")
    _, report = await prove_app(turn.app, own, decision.conversation.version)
    passed = sum(one.passed for one in report.results)
    return Outcome(_said(decision, Move(prompt="tutor/broken_next", values={"how": how, "passed": passed, "count": len(report.results)})))
