"""What shows what a learner understands: kept for the learner, not for a score."""
