"""Telegram's door: what an update says, what an answer becomes, and the calls between. The library `telegram` is imported nowhere else."""
