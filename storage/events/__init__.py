"""Hackathon sessions: events, the people who run them, teams, what they enter, and how it is judged."""
