"""How a store that exists becomes one of this version: Alembic's revisions, run by `storage.lifting` when the store is opened."""
