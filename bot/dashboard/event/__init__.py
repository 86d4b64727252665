"""Pages of events: the public one, the projector's, the team's, the judges', the mentors', and the organisers' desk."""
