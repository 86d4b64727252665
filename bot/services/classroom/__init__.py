"""What teachers do with a class, and what a turn leaves with it."""
