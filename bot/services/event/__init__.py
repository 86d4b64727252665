"""What clubs do with an event, and what a turn leaves with its team."""
