"""The web chat: a page beside the running app, and a small JSON API. It translates, it never decides."""
