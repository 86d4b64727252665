"""Peers: the echo bots that the documentations of two libraries begin with. They run in an environment of their own, `.venv-bench`."""
