"""What WeChat's compilers let pass and WeChat then stumbles over: keys, tags, events and colours that do not exist, files that must be there.

What does exist is listed in `tests/platforms/known.toml`, and for components in the typings that `components.py` reads.
"""

from __future__ import annotations

from scaffolds.platforms import Files
from tests.platforms.faults import cloud, code, configuration, markup, package, styles, values


def faults(files: Files) -> list[str]:
    """One line for each fault, with the file that it is in; none for an app that WeChat takes."""
    sent = package.packed(files)
    read = configuration.read(sent)
    of_files = [*configuration.faults(sent, read), *values.faults(files, read), *package.faults(files), *cloud.faults(files, read)]
    return [*of_files, *markup.faults(sent, read), *styles.faults(sent), *code.faults(sent, read)]
