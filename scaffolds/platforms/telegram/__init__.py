"""Telegram: the web app as a Mini App, in Telegram's colours, for the people whom Telegram vouches for; and `bot.py`, which opens it."""

from __future__ import annotations

from pathlib import Path

from scaffolds.platforms import Platform
from scaffolds.platforms.telegram.files import files, finish

PLATFORM = Platform(folder=Path(__file__).parent, files=files, my_rules="public/my_rules.js", finish=finish)
