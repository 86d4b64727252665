"""Quests in the chat: a small rule that the learner makes for their own app, from a guess to a version of the app that holds it."""
