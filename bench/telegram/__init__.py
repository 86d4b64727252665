"""Telegram's door under load, against the fake Bot API server of `tests.bot_api` in a process of its own. One module a question:

speed   updates a second, beside two echo bots
order   whether answers keep their order
calm    what a chat that Telegram keeps waiting costs the others
crowd   2,000 chats in a minute: memory, the time of a turn, the time until a button is acknowledged
"""
