"""The learner's own rules, `my_rules.js`. They are kept once, as the module that the web loads, and go to each platform in the form that it loads."""

from __future__ import annotations

from collections.abc import Mapping

from scaffolds import modules, platforms
from scaffolds.platforms import Files

NAME = "my_rules.js"


def kept(files: Mapping[str, bytes], platform: str) -> Files:
    """The rules of an app that came back, as they are kept: {their place on the web: module}, nothing where there are none.

    Raises `ModuleError` for a mini program's rules that are in no form that can be turned back.
    """
    found = files.get(platforms.discover()[platform].my_rules)
    if found is None:
        return {}
    return {_web(): modules.to_module(found.decode(), NAME).encode() if _is_commonjs(platform) else found}


def placed(rules: Mapping[str, bytes], platform: str) -> Files:
    """Kept rules at their place on a platform. What is no module is put there as it is: the proof says where it is wrong."""
    found = rules.get(_web())
    if found is None:
        return {}
    return {platforms.discover()[platform].my_rules: _commonjs(found) if _is_commonjs(platform) else found}


def _commonjs(source: bytes) -> bytes:
    try:
        return modules.to_commonjs(source.decode("utf-8", "replace"), NAME).encode()
    except modules.ModuleError:
        return source


def _is_commonjs(platform: str) -> bool:
    return bool(platforms.discover()[platform].card["modules"] == "commonjs")


def _web() -> str:
    return platforms.discover()["web"].my_rules
