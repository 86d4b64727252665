"""The command line: `sampan` or `python -m bot`. Each command imports what it needs, so that none waits for the others."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import logging
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.services import Parts

OK, WRONG = 0, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; exit 0, or 2 with one line on standard error that says what is wrong."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except KeyboardInterrupt:
        return OK
    except Exception as error:
        line = _said_to_the_operator(error)
        if line is None:
            raise
        print(f"sampan: {line}", file=sys.stderr)
        return WRONG


def _said_to_the_operator(error: Exception) -> str | None:
    """The line for an error that whoever typed the command can act on; None for a fault of ours."""
    from bot.core.errors import OperatorError
    from scaffolds.returned import ReturnedError
    from scaffolds.spec import SpecError
    from storage.errors import StoreError

    if isinstance(error, (SpecError, ReturnedError, StoreError, OperatorError)):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename or 'system'}: {error.strerror or error}"
    return None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sampan", description="From a real problem to a mini-app that runs, by chat.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, help: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help)
        added.set_defaults(run=run)
        return added

    serve = command("serve", "serve the web chat", _serve)
    serve.add_argument("--host", help="address to listen on (default: HOST or 127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to listen on (default: PORT or 8000)")
    serve.add_argument(
        "--class", dest="class_network", action="store_true", default=None, help="for a class: on the local network, with the teacher's link"
    )

    demo = command("demo", "serve, with scripted students: a class that chats, or an event from its doors to its ceremony", _demo)
    demo.add_argument("what", nargs="?", choices=("class", "event"), default="class", help="a class, or a whole small event in ten minutes")
    demo.add_argument("--host", help="as for serve")
    demo.add_argument("--port", type=int, help="as for serve")
    demo.add_argument("--remove", action="store_true", help="take the demo away again, with everybody in it, and end")

    chat = command("chat", "chat here in the terminal", _chat)
    chat.add_argument("--json", action="store_true", help="one JSON object a line in, one out")
    chat.add_argument("--db", metavar="URL", help="store (default: a temporary one)")
    chat.add_argument("--out", type=Path, metavar="DIR", help="where files that it sends are written")
    chat.add_argument("--brain", choices=("offline", "llm"), default="offline", help="who understands and phrases")
    chat.add_argument("--lang", choices=("en", "zh-Hant", "zh-Hans"), help="language to begin with")
    chat.add_argument("--tier", choices=("primary", "junior", "senior", "university"), help="age group")

    build = command("build", "build an app from a spec", _build)
    build.add_argument("spec", type=Path, metavar="SPEC.json")
    build.add_argument("--platform", default="web")
    build.add_argument("--out", type=Path, required=True, metavar="app.zip", help="a zip, or a folder where it does not end in .zip")

    check = command("check", "prove a built app again", _check)
    check.add_argument("zip", type=Path, metavar="app.zip")
    check.add_argument("--deep", action="store_true", help="a mini program with WeChat's own tools as well; only in a checkout of the project")

    evaluate = command("eval", "play a file of problems against the tutor and measure", _eval)
    evaluate.add_argument("file", type=Path, metavar="FILE", nargs="?")
    evaluate.add_argument(
        "--leaks", metavar="FILE", nargs="?", const="", help="wheedle for the answers of quests instead (default: our own dialogues)"
    )
    evaluate.add_argument("--limit", type=int, help="only the first so many problems, or dialogues")
    evaluate.add_argument("--json", type=Path, metavar="REPORT", help="write the whole report there as well")
    evaluate.add_argument("--against", type=Path, metavar="REPORT", help="say what is otherwise than in an older report")
    evaluate.add_argument("--learner", action="append", choices=("plain", "idk", "wanderer"), help="only this kind (may be given again)")
    evaluate.add_argument("--model", action="store_true", help="with the language model of the settings")
    recording = evaluate.add_mutually_exclusive_group()
    recording.add_argument("--record", type=Path, metavar="FILE", help="write down what the model's server answers, without keys")
    recording.add_argument("--replay", type=Path, metavar="FILE", help="answer from such a file, without a network")

    costs = command("costs", "say what a language model cost, by class and model", _costs)
    costs.add_argument("--since", default="", metavar="DAY", help="the first day, such as 2026-03-02 (default: the first of the month)")
    costs.add_argument("--until", default="", metavar="DAY", help="the last day (default: today)")

    teacher = command("teacher", "make teachers' accounts and the links by which they come in", _teacher)
    doing = teacher.add_subparsers(required=True, metavar="ACTION", dest="action")
    doing.add_parser("add", help="make an account; prints a one-time link to choose a password").add_argument("name", metavar="NAME")
    doing.add_parser("link", help="a new one-time link for an account, where the password is lost").add_argument("name", metavar="NAME")
    doing.add_parser("list", help="the accounts that there are")

    event = command("event", "make hackathon sessions, and the links by which their organisers come in", _event)
    events = event.add_subparsers(required=True, metavar="ACTION", dest="action")
    for action, help in (
        ("new", "make one; prints its code and the organiser's link"), ("list", "the events that there are"),
        ("link", "a new link for the organiser, where theirs is lost"), ("remove", "delete one, with its teams, entries and votes"),
    ):  # fmt: skip
        added = events.add_parser(action, help=help)
        if action != "list":
            added.add_argument("name", metavar="NAME" if action == "new" else "CODE")
        added.add_argument("--lang", choices=("en", "zh-Hant", "zh-Hans"), default="en", help="language of the event and of what is printed")
        if action == "new":
            added.add_argument(
                "--template", choices=("short", "day", "demo"), default="short", help="90 minutes (short), a day, or ten minutes (demo)"
            )
            added.add_argument("--at", default="", metavar="TIME", help="when it begins, such as 'tomorrow 10:00' (default: now)")
            added.add_argument("--organiser", default="", metavar="NAME", help="who runs it")
        if action == "remove":
            added.add_argument("--yes", action="store_true", help="without asking again")

    lesson = command("lesson", "look after lessons", _lesson)
    lesson.add_subparsers(required=True, metavar="ACTION", dest="action").add_parser(
        "check", help="say what is wrong with lessons, and where; exit 2 where anything is"
    ).add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="lessons, or folders of lessons (default: all, LESSONS_DIR too)")

    command("schema", "print the JSON Schema of an app spec", _schema)
    command("doctor", "say what is configured, and what each missing thing would add", _doctor)
    return parser


@contextmanager
def _starting() -> Iterator[None]:
    """While modules are loaded nothing is thrown away, and looking for what was takes a tenth of the time; what is loaded is not looked at again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _serve(options: argparse.Namespace) -> int:
    with _starting():
        from bot import serving, settings

    given = {"host": options.host, "port": options.port, "class_network": options.class_network}
    chosen = {key: value for key, value in given.items() if value is not None}
    return serving.serve(settings.load().model_copy(update=chosen))


def _demo(options: argparse.Namespace) -> int:
    with _starting():
        from bot import serving, settings
        from bot.demo import event, run

    demo = event if options.what == "event" else run
    chosen = {key: value for key, value in (("host", options.host), ("port", options.port)) if value is not None}
    loaded = settings.load().model_copy(update=chosen)
    return asyncio.run(demo.take_away(loaded)) if options.remove else serving.serve(loaded, demo.play)


def _chat(options: argparse.Namespace) -> int:
    with _starting():
        from bot import settings
        from bot.bootstrap import make_parts
        from bot.channels import json_lines
        from bot.core.errors import SettingsError

    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="sampan-", ignore_cleanup_errors=True) as folder:
        loaded = settings.load().model_copy(update={"database_url": options.db or f"sqlite:///{Path(folder, 'chat.sqlite3').as_posix()}"})
        if options.brain == "llm" and not loaded.has_model:
            raise SettingsError("--brain llm needs a language model: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own")
        parts = make_parts(loaded, alone=True, with_model=options.brain == "llm")
        out = options.out or (Path(tempfile.mkdtemp(prefix="sampan-files-")) if options.json else Path.cwd() / "sampan-files")
        if options.json:
            asyncio.run(_then_close(parts, json_lines.serve(parts, out)))
        else:
            from bot.channels import terminal

            asyncio.run(_then_close(parts, terminal.talk(parts, out, language=options.lang, tier=options.tier)))
    return OK


async def _then_close(parts: Parts, work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    finally:
        await parts.close()


def _build(options: argparse.Namespace) -> int:
    from bot.services.write_build import write_build

    for line in write_build(options.spec, options.platform, options.out):
        print(line)
    return OK


def _check(options: argparse.Namespace) -> int:
    from bot.services.check_zip import check_deeply, check_zip

    text, passed = check_zip(options.zip.read_bytes())
    print(text, flush=True)
    return OK if passed and (not options.deep or check_deeply(options.zip)) else WRONG


def _eval(options: argparse.Namespace) -> int:
    from bot import settings
    from bot.core.errors import OperatorError
    from bot.evaluation import leaks
    from bot.evaluation.run import Options, run

    if options.leaks is not None:
        file = Path(options.leaks) if options.leaks else options.file
        return asyncio.run(leaks.run(settings.load(), file, options.limit, options.json))
    if options.file is None:
        raise OperatorError("eval needs a file of problems, or --leaks")
    learners = {"learners": tuple(options.learner)} if options.learner else {}
    chosen = Options(options.file, options.limit, options.json, options.against, options.model, options.record, options.replay, **learners)
    return asyncio.run(run(settings.load(), chosen))


def _costs(options: argparse.Namespace) -> int:
    from rich.console import Console

    from bot import costs, settings

    asyncio.run(costs.show(settings.load(), options.since, options.until, Console()))
    return OK


def _teacher(options: argparse.Namespace) -> int:
    from bot import settings, teachers

    for line in asyncio.run(teachers.act(settings.load(), options.action, getattr(options, "name", ""))):
        print(line)
    return OK


def _event(options: argparse.Namespace) -> int:
    from bot import events, settings

    given = {"name": "name", "template": "template", "at": "at", "organiser": "organiser", "yes": "sure"}
    known = {field: getattr(options, option) for option, field in given.items() if hasattr(options, option)}
    for line in asyncio.run(events.act(settings.load(), events.Asked(options.action, language=options.lang, **known))):
        print(line)
    return OK


def _lesson(options: argparse.Namespace) -> int:
    from bot import lessons, settings

    lines, well = lessons.examine(settings.load(), options.folders)
    for line in lines:
        print(line)
    return OK if well else WRONG


def _schema(options: argparse.Namespace) -> int:
    from scaffolds.spec import schema

    print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return OK


def _doctor(options: argparse.Namespace) -> int:
    from bot import doctor, settings

    for line in doctor.examine(settings.load()):
        print(line)
    return OK


if __name__ == "__main__":
    sys.exit(main())
