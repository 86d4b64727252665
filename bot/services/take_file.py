"""A zip that comes back: it becomes the sender's own project, whatever ids it names, or the next version of the one it was made from."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import prompts
from bot.core.conversation import Decision, Move
from bot.core.deciding import Turn, again, first, settled
from bot.core.errors import FileError
from bot.core.turn import Incoming
from bot.services import Parts
from bot.services.build_app import packed_files, prove_app, unpacked
from bot.services.carry_out import Outcome, next_version, proof_card, web_zip
from scaffolds import platforms
from scaffolds.blocks import with_checks
from scaffolds.returned import Returned, ReturnedError, read
from scaffolds.spec import AppSpec, text_of
from storage.ids import new_id
from storage.records import Loaded, NewRevision


async def take_file(parts: Parts, turn: Turn, incoming: Incoming, loaded: Loaded | None) -> Outcome:
    """Restore the project of a zip, or say in one sentence why it is left alone."""
    try:
        data = incoming.file if incoming.file is not None else await _fetched(parts, incoming)
        returned = await asyncio.to_thread(read, data)
        own = _own_rules(returned)
    except (ReturnedError, FileError) as error:
        return Outcome(first(Move(prompt="tutor/file_refused", values={"key": error.key}), again(turn)))
    return await _restored(parts, turn, returned.spec, own, loaded)


async def _fetched(parts: Parts, incoming: Incoming) -> bytes:
    """A file that came as a reference, which only a process with that channel can fetch. Raises `FileError`."""
    if incoming.channel not in parts.fetchers:
        raise FileError("not_fetched")
    return await parts.fetchers[incoming.channel](incoming.file_ref)


def _own_rules(returned: Returned) -> dict[str, bytes]:
    """The rules that the learner wrote; each zip carries a file for them that begins empty. Raises `ReturnedError`."""
    made = platforms.discover()["web"].files(with_checks(returned.spec))
    return {path: data for path, data in returned.own_rules().items() if data != made.get(path)}


async def _restored(parts: Parts, turn: Turn, sent: AppSpec, own: Mapping[str, bytes], loaded: Loaded | None) -> Outcome:
    spec = with_checks(sent)
    same = loaded.project if loaded and loaded.project and turn.spec and turn.spec.slug == spec.slug else None
    version = await next_version(parts, same.id) if same else 1
    kept = packed_files(own) if own or same is None else same.learner_files
    _, report = await prove_app(spec, unpacked(kept), version)
    failed = next((one.says for one in report.results if not one.passed), "")
    values = {
        "title": text_of(spec.title, turn.conversation.language),
        "version": version,
        "passed": sum(one.passed for one in report.results),
        "count": len(report.results),
        "own": bool(own),
        "failed": failed,
    }
    conversation = settled(turn.conversation).now(version=version)
    project = same.id if same else new_id()
    return Outcome(
        Decision(conversation=conversation, moves=(Move(prompt="tutor/restored", values=values),)),
        project=project,
        slug=spec.slug,
        read_head=same.head if same else None,
        revision=NewRevision(spec.model_dump_json(), prompts.load("tutor/restored_why").render(turn.conversation.language)),
        learner_files=kept,
        files=(web_zip(spec, project, version),) if report.passed else (),
        proof=proof_card(report),
    )
