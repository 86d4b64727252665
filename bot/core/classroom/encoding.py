"""Bytes that a school's spreadsheet wrote, as text: Excel of Hong Kong saves Big5, of the mainland GB 18030, and neither says so.

Where both can be read, the one is right whose characters are the common ones of its own standard: each of the two lists those first.
"""

from __future__ import annotations

import codecs
import unicodedata

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMON = {"gb18030": ("gb2312", 0xB0, 0xD7), "big5hkscs": ("big5", 0xA4, 0xC6)}
"""Of each encoding, its base and the first bytes of its common characters."""
_SURNAMES = frozenset(
    "陳陈林黃黄張张李王吳吴劉刘楊杨梁鄭郑何蔡許许謝谢郭周葉叶鄧邓馮冯趙赵羅罗蘇苏曾彭蕭肖呂吕盧卢朱馬马胡徐孫孙高余潘杜江石姚方范譚谭廖鍾钟曹袁任沈姜崔唐宋韓韩夏麥麦歐欧莫關关湯汤"
)
"""The first characters of the most common names, in both scripts."""


class UnreadableError(Exception):
    """These bytes are no text in any encoding that a list is kept in."""


def decode(data: bytes) -> str:
    """Raises `UnreadableError`."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    text = _decoded(data, marked) if marked else _decoded(data, "utf-8") or _wide(data) or _chinese(data)
    if text is None or (data and not text.strip("\ufeff")) or any(_is_control(char) for char in text):
        raise UnreadableError
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    """Text, if it is in this encoding and nothing in it is a control sign."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if any(_is_control(char) for char in text) else text


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: the one in which there are line breaks."""
    read = (_decoded(data, encoding) for encoding in ("utf-16-le", "utf-16-be") if len(data) % 2 == 0)
    return next((text for text in read if text and "\n" in text), None)


def _chinese(data: bytes) -> str | None:
    read = {encoding: text for encoding in _COMMON if (text := _decoded(data, encoding)) is not None}
    return max(read.items(), key=lambda one: _likeness(one[1], one[0]))[1] if read else None


def _likeness(text: str, encoding: str) -> float:
    """How much of a text is common characters of its encoding; those that begin names count once more."""
    wide = [char for char in text if ord(char) > 0x7F]
    base, low, high = _COMMON[encoding]
    common = sum(low <= _first_byte(char, base) <= high for char in wide)
    return (common + sum(char in _SURNAMES for char in wide)) / max(1, len(wide))


def _first_byte(char: str, encoding: str) -> int:
    encoded = char.encode(encoding, "ignore")
    return encoded[0] if len(encoded) == 2 else 0


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs") and char not in "\t\r\n\x1a"
