"""`/mydata`: all that is kept of oneself, as a file that can be read."""

from __future__ import annotations

from bot.commands import Command
from bot.core.leaving import my_data

COMMAND = Command("mydata", lambda turn, _: my_data(turn), order=60, in_groups=False)
