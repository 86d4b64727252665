"""What is kept: learners, their projects with every revision, messages in and out, and the rows of apps that are tried.

`storage.store.Store` is the way in; `storage.records` holds what goes in and comes out. SQL is written in this package alone.
"""
