"""How fast Telegram lets a bot speak, a little below its own limits: about 30 a second to everyone, one a second to a chat, 20 a minute to a group."""

from __future__ import annotations

from bot.services.pace import Rate, Rates

PACE = Rates(everyone=Rate(25, 1), person=Rate(3, 3.3), group=Rate(18, 60))
