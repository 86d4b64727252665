"""Answering buttons, inline queries and Mini Apps."""

from __future__ import annotations

from tests.bot_api.params import Params
from tests.bot_api.presses import Press
from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json
from tests.bot_api.world import World

LONGEST_ANSWER, MOST_RESULTS, LONGEST_ID = 200, 50, 64


def _open(world: World, params: Params, name: str) -> Press:
    press = world.open_press(params.text(name))
    if press is None:
        raise refuse("query-old")
    return press


def answer_callback_query(world: World, params: Params) -> bool:
    press = _open(world, params, "callback_query_id")
    if len(params.text("text")) > LONGEST_ANSWER:
        raise refuse("query-text-long")
    press.settle(
        {name: params.text(name) for name in ("text", "url") if params.text(name)} | ({"show_alert": True} if params.flag("show_alert") else {})
    )
    return True


def answer_inline_query(world: World, params: Params) -> bool:
    press = _open(world, params, "inline_query_id")
    results = params.records("results")
    _check_results(results)
    press.settle({"results": results, "button": params.structure("button")})
    return True


def _check_results(results: list[Json]) -> None:
    if len(results) > MOST_RESULTS:
        raise refuse("results-many")
    ids = [str(one.get("id", "")) for one in results]
    if len(set(ids)) < len(ids) or any(not 0 < len(one.encode(errors="replace")) <= LONGEST_ID for one in ids):
        raise refuse("result-ids")


def answer_web_app_query(world: World, params: Params) -> Json:
    press = _open(world, params, "web_app_query_id")
    result = params.record("result") or {}
    _check_results([result])
    press.settle({"result": result})
    return {"inline_message_id": f"AAF{press.id}"}


METHODS = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "answerWebAppQuery": answer_web_app_query,
}
