"""Lessons in the chat: which there are, a step at a time, what is tried in the sandbox, and their pictures."""
