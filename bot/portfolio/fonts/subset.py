"""Makes the fonts of this folder from Debian's `fonts-noto-cjk` and `fonts-roboto-unhinted`: `python -m bot.portfolio.fonts.subset`.

Hong Kong's shapes for all of Big5-HKSCS, the mainland's for all of GB 2312, both with Latin, Greek and Cyrillic letters and the common signs.
The bold ones lack what is rare: a missing character is then shown by the regular one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent
SOURCES = ("/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF")
SIGNS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x3FF), (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x232F),
    (0x2460, 0x24FF), (0x25A0, 0x273F), (0x3000, 0x312F), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),
)  # fmt: skip
CANTONESE = "嘅咗喺嗰嚟唔啲冇咁嘢咩嗱啱嘥搵揾攞俾畀瞓睇嬲掟揼撳嘈嘞啦㗎喎囉噃吖嘩哋佢嗌噏噉喐郁諗嚿樖揸掂攰孭孖拎啖餸煲佮咪咭啫喇噶嚇埗埞奀屙怹戥揈揗揞摙撚擝攣杬氹泵瀡炆焗煱煮燶爿畐痺瘀睺砵磅窿篋粢糭綑罅腍膶艔芫莧蒟蓢蔃薯虢蚊蜑衫裇褸趷跣蹅踎躝較邨鈪鎅閪韞飈餼鱲鵪鷄鹵麪"
MADE = (("HK", "Regular"), ("HK", "Bold"), ("SC", "Regular"), ("SC", "Bold"))


def characters(codec: str) -> set[int]:
    """Every character that two bytes of an encoding say."""
    found: set[int] = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            found |= set(map(ord, bytes((lead, trail)).decode(codec, "ignore")))
    return found


def wanted(place: str, weight: str) -> set[int]:
    signs = {one for first, last in SIGNS for one in range(first, last + 1)}
    if place == "SC":
        return signs | characters("gb2312")
    return signs | (characters("big5hkscs") if weight == "Regular" else characters("big5") | set(map(ord, CANTONESE)))


def make(source: Path, place: str, weight: str) -> None:
    """One font of Chinese, cut down to what is wanted."""
    fonts = TTCollection(str(source / f"NotoSansCJK-{weight}.ttc"), lazy=True).fonts
    font = next(one for one in fonts if one["name"].getDebugName(1).startswith(f"Noto Sans CJK {place}"))
    cut(font, wanted(place, weight), HERE / f"NotoSansCJK{place.lower()}-{weight}.otf")


def make_latin(source: Path, weight: str) -> None:
    """Letters of Europe that the fonts of Chinese lack: Ł, ğ, έ."""
    signs = {one for first, last in SIGNS for one in range(first, last + 1)}
    cut(TTFont(source / f"Roboto-{weight}.ttf"), signs, HERE / f"Roboto-{weight}.ttf")


def cut(font: TTFont, characters: set[int], out: Path) -> None:
    """Without what only a screen or vertical text needs."""
    options = Options(
        layout_features=["kern", "liga", "ccmp", "pwid"], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    )
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.save(str(out))


def main(arguments: Iterable[str]) -> None:
    chinese, latin = map(Path, list(arguments) or SOURCES)
    for place, weight in MADE:
        make(chinese, place, weight)
    for weight in ("Regular", "Bold"):
        make_latin(latin, weight)


if __name__ == "__main__":
    main(sys.argv[1:])
