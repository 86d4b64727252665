"""The web: pages as ES modules without a build step, `app.py` for sharing, `OPEN-ME.html` for a double-click."""

from __future__ import annotations

from pathlib import Path

from scaffolds.platforms import Platform
from scaffolds.platforms.web.files import files, finish

PLATFORM = Platform(folder=Path(__file__).parent, files=files, my_rules="public/my_rules.js", finish=finish)
