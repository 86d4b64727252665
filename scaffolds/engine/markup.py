"""Pages: HTML as a browser reads it, WXML as WeChat's compiler does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import html5lib

_SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)(</script\s*>)", re.IGNORECASE | re.DOTALL)
_STYLE = re.compile(r"(<style\b[^>]*>)(.*?)(</style\s*>)", re.IGNORECASE | re.DOTALL)
_DATA = re.compile(r"""\btype\s*=\s*(?!["']?(?:text/javascript|module))""", re.IGNORECASE)
"""The type of a script element that is not run but read."""
_MUSTACHE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_WXS = re.compile(r"(<wxs\b[^>]*>)(.*?)(</wxs\s*>)", re.DOTALL)

COMPUTED = "\ue000"
"""Stands in an attribute for each character of an expression: what it will say is known on the phone only."""

_LOADS = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "audio": "src", "video": "src",
          "image": "src", "import": "src", "include": "src", "wxs": "src"}  # fmt: skip


@dataclass
class Document:
    """What was found: (line, message) of errors; (`url`, `way` or `goto`, address, line) of links; (text, line) of scripts."""

    errors: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[str, str, int]] = field(default_factory=list)
    scripts: list[tuple[str, int]] = field(default_factory=list)

    def meet(self, tag: str, attributes: dict[str, str], line: int) -> None:
        """Note what an element loads, leads to or switches to."""
        if tag in _LOADS and attributes.get(_LOADS[tag]):
            kind = "way" if tag == "link" and attributes.get("rel", "") in ("canonical", "author", "help", "license") else "url"
            self.links.append((kind, attributes[_LOADS[tag]], line))
        if tag == "a" and attributes.get("href"):
            self.links.append(("way", attributes["href"], line))
        if attributes.get("data-goto") and COMPUTED not in attributes["data-goto"]:
            self.links.append(("goto", attributes["data-goto"], line))


def read_html(text: str) -> Document:
    """Parse a page by the HTML standard. Scripts and styles are taken out first: they are no markup, and they are long."""
    document = Document()
    for match in _SCRIPT.finditer(text):
        if match[2].strip() and not _DATA.search(match[1]):
            document.scripts.append((match[2], _line(text, match.start(2))))
    bare = _STYLE.sub(_emptied, _SCRIPT.sub(_emptied, text))
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parse(bare)
    document.errors = [(position[0], code.replace("-", " ")) for position, code, _ in parser.errors]
    for element in tree.iter():
        if isinstance(element.tag, str):
            document.meet(element.tag, {str(key): value for key, value in element.attrib.items()}, 0)
    return document


class _Wxml(HTMLParser):
    """Tags that open and close; WXML forgives nothing where HTML does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = Document()
        self.open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append((tag, self.getpos()[0]))
        self._meet(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._meet(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.document.errors.append((self.getpos()[0], f"</{tag}> closes nothing"))
        else:
            self.open.pop()

    def _meet(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, names = self.getpos()[0], [name for name, _ in attrs]
        if not re.fullmatch(r"[a-z][a-z0-9-]*", tag):
            self.document.errors.append((line, f"<{tag[:40]}> is no tag"))
        self.document.errors += [(line, f'"{name[:40]}" twice in one tag') for name in set(names) if names.count(name) > 1]
        self.document.errors += [(line, f'"{name[:40]}" is no attribute') for name in names if not re.fullmatch(r"[a-z_][\w:.-]*", name)]
        self.document.meet(tag, {name: value or "" for name, value in attrs}, line)


def read_wxml(text: str) -> Document:
    """Check that tags, braces and quotes are closed in the order in which they were opened."""
    bare = _MUSTACHE.sub(_masked, _WXS.sub(_emptied, _COMMENT.sub(_blank, text)))
    reader = _Wxml()
    reader.feed(bare)
    rest = reader.rawdata
    reader.close()
    document = reader.document
    if rest.strip().startswith("<"):
        document.errors.append((_line(bare, len(bare) - len(rest)), "a tag does not end"))
    for sign in ("{{", "}}", "<!--"):
        if sign in bare:
            document.errors.append((_line(bare, bare.index(sign)), f"{sign} stands alone"))
    document.errors += [(line, f"<{tag}> is not closed") for tag, line in reader.open]
    return document


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _emptied(match: re.Match[str]) -> str:
    """Between the tags only the line ends stay."""
    return match[1] + "\n" * match[2].count("\n") + match[3]


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _masked(match: re.Match[str]) -> str:
    """An expression may hold `<` and quotes; what stays is as long, and still says that it is one."""
    return "".join("\n" if char == "\n" else COMPUTED for char in match[0])
