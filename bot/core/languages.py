"""The languages of the chat, by the names that people and browsers give them."""

from __future__ import annotations

from scaffolds.spec import Language

_NAMES: dict[str, Language] = {
    "en": "en", "english": "en", "英文": "en", "英語": "en", "英语": "en",
    "zh-hant": "zh-Hant", "zh-hk": "zh-Hant", "zh-tw": "zh-Hant", "zh-mo": "zh-Hant", "yue": "zh-Hant", "繁體中文": "zh-Hant", "繁體": "zh-Hant",
    "繁": "zh-Hant", "廣東話": "zh-Hant", "cantonese": "zh-Hant", "中文": "zh-Hant",
    "zh-hans": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh": "zh-Hans", "简体中文": "zh-Hans", "简体": "zh-Hans", "简": "zh-Hans",
    "普通话": "zh-Hans",
}  # fmt: skip


def named(name: str) -> Language | None:
    """The language of a name or a tag: `繁體`, `zh-HK`, `en-GB`; None for any other."""
    key = name.strip().lower()
    return _NAMES.get(key) or _script(key) or _NAMES.get(key.split("-", 1)[0])


def _script(tag: str) -> Language | None:
    return next((_NAMES[name] for name in ("zh-hant", "zh-hans") if tag.startswith(name)), None)


def preferred(accept_language: str) -> Language:
    """The first language of a browser's `Accept-Language` that we speak, else English."""
    for one in accept_language.split(","):
        if found := named(one.partition(";")[0]):
            return found
    return "en"
