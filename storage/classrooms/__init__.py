"""Classes: teachers and how they come in, who sits where, what each is at, and what was written down for those who must know."""
