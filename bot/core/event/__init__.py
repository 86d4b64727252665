"""A hackathon session, pure: its phases and times, ideas, teams, statements."""
