"""The table of what was seen of a learner's understanding. It holds no word of theirs and none of their code."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from storage.columns import Utc
from storage.tables import Stored


class Evidence(Stored, table=True):
    """One thing that a learner did which shows what they understand: a guess, a check that passed, a hint that was asked for."""

    __table_args__ = (Index("ix_evidence_learner", "learner", "created"),)

    id: str = Field(primary_key=True)
    learner: str = Field(foreign_key="learner.id")
    project: str | None
    """The app that it was about; it may be gone."""
    kind: str
    """`predict`, `try`, `hint`, `quest`, `solo`, `edge`, `lesson`, `teacher`."""
    about: str
    outcome: str
    rungs: int
    """Hints that were given before."""
    concepts: list[str] = Field(sa_column=Column(JSON, nullable=False))
    tier: str
    created: datetime = Field(sa_type=Utc)
