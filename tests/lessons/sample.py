"""A small lesson that is right, written into a folder, for tests that spoil it."""

from __future__ import annotations

from pathlib import Path

ID = "fair-turns"
FRONT = """+++
title = "{title}"
course = "own"
place = 1
tiers = ["primary", "junior"]
minutes = 20
aims = ["{aim} 1", "{aim} 2"]
needs = []
suits = ["queue"]
concepts = ["rule", "test"]
unplugged = false
+++
"""
BODY = """{intro}

## told | {heading} 1
![{alt}](queue.svg)

{text} 1. `code` **{text}**.

## asked | {heading} 2
{text}?

- [ ] {answer} A = {reply} A
- [x] {answer} B = {reply} B
- [ ] {answer} C = {reply} C

## told | {heading} 3
{text} 3.

- {text} 4
- {text} 5

## asked | {heading} 4
{text}?

> {reply} D

## tried | {heading} 5
{text} 6.

```js
export function mayBook(hour) {{
  if (hour ____ 22) return "late";
  return true;
}}
```
```cases
mayBook(21) -> true
mayBook(22) -> "late"
```
```hints
{hint} 1?
{hint} 2
{hint} 3
```
```answer
>=
```

## built | {heading} 6
{text} 7.

## teacher | {heading} 7
### 1
{text} 8.
### 2
{text} 9.
### 3
- 5 min
### 4
- {text}?
- {text}?
- {text}?
### 5
{text} 10.
"""
WORDS = {
    "en": {
        "title": "Fair turns", "aim": "Make a rule", "intro": "Every evening there is a queue.", "heading": "Step", "alt": "A queue",
        "text": "Some words", "answer": "Answer", "reply": "Reply", "hint": "Where is the edge",
    },
    "zh-Hant": {
        "title": "公平輪候", "aim": "訂一條規則", "intro": "每晚都有人排隊。", "heading": "步驟", "alt": "一條隊",
        "text": "一些文字", "answer": "答案", "reply": "回應", "hint": "邊界在哪裏",
    },
    "zh-Hans": {
        "title": "公平排队", "aim": "定一条规则", "intro": "每天晚上都有人排队。", "heading": "步骤", "alt": "一条队",
        "text": "一些文字", "answer": "答案", "reply": "回应", "hint": "边界在哪里",
    },
}  # fmt: skip
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="640" height="360" rx="24" fill="#F8FAFC"/></svg>'


def write(root: Path, id: str = ID) -> Path:
    """A lesson without a fault; its folder."""
    folder = root / id
    folder.mkdir(parents=True)
    for language, words in WORDS.items():
        (folder / f"{language}.md").write_text(FRONT.format(**words) + BODY.format(**words), encoding="utf-8")
    (folder / "queue.svg").write_text(DRAWING, encoding="utf-8")
    return folder


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    """Change one place of a file."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
