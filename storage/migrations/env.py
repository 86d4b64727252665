"""Alembic's entry: it runs on the connection that `storage.lifting` hands over, in the transaction that is open there."""

from __future__ import annotations

from alembic import context

from storage.lifting import OPTIONS

context.configure(connection=context.config.attributes["connection"], **OPTIONS)
context.run_migrations()
