"""Kill -9 at every point of a turn: a process that dies where it is told to, students who go on talking, and an account of what became of it all."""
