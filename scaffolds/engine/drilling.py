"""Somebody's own code tried out: read, loaded once, and its functions called with what is given to them.

A drill, as it comes from `scaffolds.drill`::

    {"source": CommonJS, "calls": [{"name": "notLate", "given": [input, app], "now": "2026-03-02T08:00"}, ...], "seconds": s}

`seconds` are those of the processor, so that right code is right on a busy machine too; and what came of it, each fault as [key, message, line]::

    {"fault": null, "answers": [{"value": true}, {"fault": ["threw", "TypeError: ...", 3]}]}
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from scaffolds.engine.realm import JavaScriptError, Realm

A_CALL = 0.25
"""Seconds of processor for one call: what is tried here is a few lines long."""
_PATH = "my_rules.js"


def drill(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Try the code; a fault of the whole leaves no answers, a fault of one call is that call's answer."""
    deadline = time.process_time() + wanted["seconds"]
    try:
        realm = Realm({_PATH: wanted["source"]})
        realm.read(wanted["source"])
    except JavaScriptError as error:
        return {"fault": _told(error), "answers": []}
    answers: list[dict[str, Any]] = []
    for call in wanted["calls"]:
        answers.append(_called(realm, call, min(A_CALL, deadline - time.process_time())))
        if "fault" in answers[-1] and answers[-1]["fault"][0] != "threw":  # a world that ran out of time or room is not asked again
            break
    return {"fault": None, "answers": answers}


def _called(realm: Realm, call: Mapping[str, Any], seconds: float) -> dict[str, Any]:
    try:
        return {"value": realm.call(_PATH, call["name"], call["given"], call["now"], seconds)}
    except JavaScriptError as error:
        return {"fault": _told(error)}


def _told(error: JavaScriptError) -> list[Any]:
    message = error.message
    key = "syntax" if error.key == "threw" and message.startswith("SyntaxError") else error.key
    return ["no_such_function" if key == "no_such_action" else key, message, error.line]
