"""What WeChat's compilers let pass and WeChat then stumbles over: keys, tags, events and colours that do not exist, files that must be there.

What does exist is listed in `tests/platforms/known.toml`.
"""

from __future__ import annotations

from scaffolds.platforms import Files
from tests.platforms.faults import code, configuration, markup, styles


def faults(files: Files) -> list[str]:
    """One line for each fault, with the file that it is in; none for an app that WeChat takes."""
    read = configuration.read(files)
    return [*configuration.faults(files, read), *markup.faults(files, read), *styles.faults(files), *code.faults(files, read)]
