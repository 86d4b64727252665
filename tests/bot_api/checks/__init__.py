"""What a bot sends, held against Telegram's rules before it is shown to anybody."""
