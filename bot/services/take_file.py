"""A zip that comes back: it becomes the sender's own project, whatever ids it names, or the next version of the one it was made from."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import prompts
from bot.core.deciding import Turn, again, first, settled
from bot.core.decision import Decision, Move
from bot.core.errors import FileError
from bot.core.personal import Found
from bot.core.turn import Incoming
from bot.services import Parts, guard
from bot.services.build_app import prove_app
from bot.services.debug import looked_at
from bot.services.guarded_spec import InDangerError, guarded
from bot.services.make_version import next_version, proof_card
from bot.services.outcome import Outcome
from bot.services.own_lines import of_another_place
from bot.services.private_lines import private_lines
from bot.services.read_spec import spec_of
from bot.services.review_code import changes
from bot.services.send_zip import zip_file
from scaffolds import learner_code, platforms
from scaffolds.blocks import with_checks
from scaffolds.learner_code import LearnerCode
from scaffolds.returned import Returned, ReturnedError, read
from scaffolds.spec import AppSpec, Language, text_of
from storage.ids import new_id
from storage.records import Loaded, NewRevision, Project


async def take_file(parts: Parts, turn: Turn, incoming: Incoming, loaded: Loaded | None) -> Outcome:
    """Restore the project of a zip, or say in one sentence why it is left alone. Raises `InDangerError`."""
    try:
        data = incoming.file if incoming.file is not None else await fetched(parts, incoming)
        returned = await asyncio.to_thread(read, data)
        spec, private = await asyncio.to_thread(guarded, returned.spec)
        same = _their_own(turn, loaded, spec)
        made = await _made_from(parts, same, returned)
        code = await asyncio.to_thread(learner_code.found, returned, platforms.discover()[returned.platform].made_like(made, returned.files))
    except InDangerError:
        raise
    except (ReturnedError, FileError) as error:
        return Outcome(first(Move(prompt="tutor/file_refused", values={"key": error.key}), again(turn)))
    return await _restored(parts, turn, spec, code, same, private)


async def fetched(parts: Parts, incoming: Incoming) -> bytes:
    """A file that came as a reference, which only a process with that channel can fetch. Raises `FileError`."""
    if incoming.channel not in parts.fetchers:
        raise FileError("not_fetched")
    return await parts.fetchers[incoming.channel](incoming.file_ref)


def _their_own(turn: Turn, loaded: Loaded | None, spec: AppSpec) -> Project | None:
    """The project of this chat, where the zip is of it; nothing that stands in the zip makes it anybody else's."""
    return loaded.project if loaded and loaded.project and turn.spec and turn.spec.slug == spec.slug else None


async def _made_from(parts: Parts, same: Project | None, returned: Returned) -> AppSpec:
    """The spec that the files of a zip were made from: the stored version's, else its own."""
    revision = await parts.store.revision(same.id, returned.version) if same else None
    return spec_of(revision) if revision else with_checks(returned.spec)


def _by_hand(code: LearnerCode, spec: AppSpec, language: Language) -> Move | str:
    found = [change._asdict() for change in changes(code, spec, language)]
    return Move(prompt="tutor/changed_by_hand", values={"changes": found}) if found else ""


async def _restored(parts: Parts, turn: Turn, spec: AppSpec, code: LearnerCode, same: Project | None, private: Sequence[Found]) -> Outcome:
    version = await next_version(parts, same.id) if same else 1
    _, report = await prove_app(spec, code, version, code.platform)
    language = turn.conversation.language
    failed = next((one.says for one in report.results if not one.passed), "") or next((problem.say(language) for problem in report.problems), "")
    values = {
        "title": text_of(spec.title, language),
        "version": version,
        "passed": sum(one.passed for one in report.results),
        "count": len(report.results),
        "own": bool(code.rules),
        "failed": failed,
        "changes": _by_hand(code, spec, language),
        "elsewhere": of_another_place(learner_code.read(same.learner_files), code, same.head, spec, language) if same and same.head else "",
        "private": guard.taken_out(private, language) if private else "",
        "by_hand": await asyncio.to_thread(private_lines, code, language),
    }
    restored = settled(turn.conversation).now(version=version)
    told = Decision(conversation=restored, moves=(Move(prompt="tutor/restored", values=values),))
    project = same.id if same else new_id()
    return Outcome(
        await looked_at(turn, told, spec, code, passed=report.passed),
        project=project,
        slug=spec.slug,
        read_head=same.head if same else None,
        revision=NewRevision(spec.model_dump_json(), prompts.load("tutor/restored_why").render(language)),
        learner_files=learner_code.stored(code),
        files=(zip_file(spec, project, version, code.platform),) if report.passed else (),
        proof=proof_card(report),
    )
