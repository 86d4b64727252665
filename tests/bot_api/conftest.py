"""What the tests of the fake Bot API begin with."""

from __future__ import annotations

from tests.bot_api.fixtures import api as api
from tests.bot_api.fixtures import bot as bot
