"""What a teacher is shown of a learner, as pure rules: how far they are, whether they may be stuck and why, what to ask them."""
