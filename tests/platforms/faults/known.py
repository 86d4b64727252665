"""What WeChat knows: the names of `known.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

KNOWN = {kind: frozenset(names) for kind, names in tomllib.loads((Path(__file__).parents[1] / "known.toml").read_text(encoding="utf-8")).items()}
