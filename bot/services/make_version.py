"""The versions of an app in a chat: make one and prove it, go back to another, list them."""

from __future__ import annotations

from typing import Any

import prompts
from bot.core.conversation import Conversation
from bot.core.deciding import Turn, settled, then
from bot.core.decision import Build, Decision, Move, Step
from bot.core.policy import after_build, after_failure, whose_lines
from bot.core.turn import Button
from bot.services import Parts
from bot.services.build_app import prove_app
from bot.services.outcome import Outcome
from bot.services.own_lines import after_edit
from bot.services.read_spec import spec_of
from bot.services.review_code import clashes_of, settled_on
from bot.services.send_zip import zip_file
from scaffolds import learner_code
from scaffolds.learner_code import NOTHING
from storage.ids import new_id
from storage.records import Loaded, NewRevision, Revision


async def make_version(parts: Parts, turn: Turn, decision: Decision, build: Build, loaded: Loaded | None) -> Outcome:
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
        said = then(said, own_lines)
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


async def step_to(parts: Parts, decision: Decision, step: Step, loaded: Loaded | None) -> Outcome:
    """Go back by one version, or to the one that was asked for; nothing is thrown away by it."""
    if loaded is None or loaded.project is None or loaded.head is None:
        return Outcome(then(decision, Move(prompt="tutor/nothing_to_undo", values={"built": False})))
    revisions = {revision.n: revision for revision in await parts.store.versions(loaded.project.id)}
    target = step.to if step.to is not None else loaded.head.parent
    if target is None:
        return Outcome(then(decision, Move(prompt="tutor/nothing_to_undo", values={"built": True})))
    if target not in revisions:
        return Outcome(await list_versions(parts, then(decision, Move(prompt="tutor/no_version", values={"version": target}))))
    conversation = settled(decision.conversation).now(version=target)
    values = {"version": target, "why": prompts.Markdown(revisions[target].why), "others": len(revisions) > 1}
    move = Move(prompt="tutor/undone", values=values)
    there = decision.model_copy(update={"conversation": conversation, "moves": (move,)})
    slug = spec_of(revisions[target]).slug
    return Outcome(there, project=loaded.project.id, slug=slug, read_head=loaded.project.head, head=target)


async def list_versions(parts: Parts, decision: Decision) -> Decision:
    """The last eight versions, with a button to each but the one that stands."""
    conversation = decision.conversation
    revisions = (await parts.store.versions(conversation.project or ""))[-8:]
    rows = [{"n": revision.n, "why": prompts.Markdown(revision.why)} for revision in revisions]
    buttons = tuple(_version_button(revision, conversation) for revision in reversed(revisions) if revision.n != conversation.version)
    values = {"versions": rows, "head": conversation.version, "others": bool(buttons), "team": await _team(parts, conversation)}
    return then(decision, Move(prompt="tutor/versions", values=values, buttons=buttons))


async def _team(parts: Parts, conversation: Conversation) -> list[dict[str, Any]]:
    """Who brought how many versions, where several people make the app."""
    members = await parts.store.members(conversation.project or "")
    return [{"name": one.nickname, "count": one.contributions} for one in members] if len(members) > 1 else []


def _version_button(revision: Revision, conversation: Conversation) -> Button:
    label = prompts.load("tutor/version_label").render(conversation.language, n=revision.n, first=False)
    return Button(id=f"version:{revision.n}", label=label)
