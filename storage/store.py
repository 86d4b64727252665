"""The store as services see it: an asynchronous face of plain records over one writer thread and a few readers.

Messages in and out are in `storage.messages`; here are people, projects and links.

    store = Store.open("sqlite:///sampan.db")
    taken = await store.take_in("web:k3f9", "message-1", {"text": "families queue for one shower"})
    ...
    await store.close()

A write returns once it is on the disk. Every call may raise `StoreError`, whose text is one line for whoever runs the program.
A *chat* is a text that the channel makes, unique among all channels: `telegram:1234`, `web:k3f9`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from storage import (
    chats,
    learners,
    links,
    projects,
    recovery,
    rows,
    spending,
    teams,
)
from storage.classrooms.admitting import Admitting
from storage.classrooms.care import Care
from storage.classrooms.classes import Classes
from storage.classrooms.exporting import Exporting
from storage.classrooms.going import Going
from storage.classrooms.looking import Looking
from storage.classrooms.mentors import Mentors
from storage.classrooms.numbers import Numbers
from storage.classrooms.saying import Saying
from storage.classrooms.scores import Scores
from storage.classrooms.setting_up import SettingUp
from storage.classrooms.signals import Signals
from storage.classrooms.surveys import Surveys
from storage.classrooms.teachers import Teachers
from storage.classrooms.watch import Watch
from storage.events.announcing import Announcing
from storage.events.asking import Asking
from storage.events.awards import Awards
from storage.events.checkpoints import Checkpoints
from storage.events.crew import Crew
from storage.events.entries import Entries
from storage.events.events import Events
from storage.events.feedback import Feedback
from storage.events.founding import Founding
from storage.events.harbour import Harbour
from storage.events.helping import Helping
from storage.events.ideas import Ideas
from storage.events.judging import Judging
from storage.events.leaving import EventLeaving
from storage.events.moving import Moving
from storage.events.opening import Codes
from storage.events.saying import Telling
from storage.events.taking_away import TakingAway
from storage.events.teams import Teams
from storage.events.works import Works
from storage.learning.learning import Learning
from storage.messages import Messages
from storage.records import (
    Allowance,
    AppLink,
    AppRows,
    Decide,
    Learner,
    LinkKind,
    Member,
    ModelUse,
    Project,
    Revision,
    Spent,
)


class Store(Messages):
    """Everything that is kept. Made by `open`; ended by `close`."""

    @cached_property
    def classes(self) -> Classes:
        return Classes(self)

    @cached_property
    def teachers(self) -> Teachers:
        return Teachers(self)

    @cached_property
    def admitting(self) -> Admitting:
        return Admitting(self)

    @cached_property
    def setting_up(self) -> SettingUp:
        return SettingUp(self)

    @cached_property
    def saying(self) -> Saying:
        return Saying(self)

    @cached_property
    def signals(self) -> Signals:
        return Signals(self)

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self)

    @cached_property
    def exporting(self) -> Exporting:
        return Exporting(self)

    @cached_property
    def surveys(self) -> Surveys:
        return Surveys(self)

    @cached_property
    def care(self) -> Care:
        return Care(self)

    @cached_property
    def going(self) -> Going:
        return Going(self)

    @cached_property
    def looking(self) -> Looking:
        return Looking(self)

    @cached_property
    def mentors(self) -> Mentors:
        return Mentors(self)

    @cached_property
    def scores(self) -> Scores:
        return Scores(self)

    @cached_property
    def events(self) -> Events:
        return Events(self)

    @cached_property
    def crew(self) -> Crew:
        return Crew(self)

    @cached_property
    def founding(self) -> Founding:
        return Founding(self)

    @cached_property
    def teams(self) -> Teams:
        return Teams(self)

    @cached_property
    def moving(self) -> Moving:
        return Moving(self)

    @cached_property
    def asking(self) -> Asking:
        return Asking(self)

    @cached_property
    def codes(self) -> Codes:
        return Codes(self)

    @cached_property
    def entries(self) -> Entries:
        return Entries(self)

    @cached_property
    def judging(self) -> Judging:
        return Judging(self)

    @cached_property
    def telling(self) -> Telling:
        return Telling(self)

    @cached_property
    def announcing(self) -> Announcing:
        return Announcing(self)

    @cached_property
    def checkpoints(self) -> Checkpoints:
        return Checkpoints(self)

    @cached_property
    def harbour(self) -> Harbour:
        return Harbour(self)

    @cached_property
    def ideas(self) -> Ideas:
        return Ideas(self)

    @cached_property
    def learning(self) -> Learning:
        return Learning(self)

    @cached_property
    def helping(self) -> Helping:
        return Helping(self)

    @cached_property
    def awards(self) -> Awards:
        return Awards(self)

    @cached_property
    def works(self) -> Works:
        return Works(self)

    @cached_property
    def feedback(self) -> Feedback:
        return Feedback(self)

    @cached_property
    def taking_away(self) -> TakingAway:
        return TakingAway(self)

    @cached_property
    def event_leaving(self) -> EventLeaving:
        return EventLeaving(self)

    @cached_property
    def watch(self) -> Watch:
        return Watch(self)

    # Learners

    async def find_or_create_learner(
        self, channel: str, outside_id: str, *, nickname: str = "", language: str = "en", tier: str = "junior"
    ) -> Learner:
        """The learner behind somebody of a channel; the other values are for one who is new."""
        return await self.write(learners.find_or_create, channel, outside_id, nickname, language, tier)

    async def learner(self, id: str) -> Learner | None:
        return await self.read(learners.get, id)

    async def learner_by_identity(self, channel: str, outside_id: str) -> Learner | None:
        """The learner behind somebody of a channel; None where they never said anything."""
        return await self.read(learners.by_identity, channel, outside_id)

    async def identify(self, channel: str, outside_id: str, learner: str) -> None:
        """From now on this somebody of a channel is that learner: another device, another channel."""
        await self.write(learners.identify, channel, outside_id, learner)

    async def chats_of(self, learner: str) -> list[str]:
        """The chats of a learner, the latest first."""
        return await self.read(chats.of, learner)

    async def adopt_chat(self, chat: str, learner: str) -> None:
        """Give a new chat to a learner who came back, with the state and project of their latest one."""
        await self.write(chats.adopt, chat, learner)

    # Projects

    async def project(self, id: str) -> Project | None:
        return await self.read(projects.get, id)

    async def projects_of(self, learner: str) -> list[Project]:
        """Every project that they are a member of, the newest first."""
        return await self.read(projects.of, learner)

    async def versions(self, project: str) -> list[Revision]:
        """Every revision, the first one first. Nothing is ever taken out."""
        return await self.read(projects.versions, project)

    async def revision(self, project: str, n: int | None = None) -> Revision | None:
        """One revision; the head without `n`."""
        return await self.read(projects.revision, project, n)

    async def learner_files(self, project: str, n: int) -> bytes:
        """The learner's own code as it was at a version."""
        return await self.read(projects.learner_files, project, n)

    async def members(self, project: str) -> list[Member]:
        """The team of a project and what each brought, who brought most first."""
        return await self.read(teams.members, project)

    # Coming back: personal links, recovery words

    async def new_personal_link(self, learner: str) -> str:
        """A token that brings this learner back; only its hash is kept."""
        return await self.write(links.new_personal, learner)

    async def learner_by_link(self, token: str) -> Learner | None:
        """Who a personal link belongs to; None where it is unknown or was revoked."""
        return await self.read(links.learner, token)

    async def set_recovery_words(self, learner: str, words: str) -> bool:
        """Keep the hash of a learner's words, in place of older ones. False where somebody has these: choose others."""
        digest = await self._digest(words)
        return await self.write(recovery.set_words, learner, digest)

    async def has_recovery_words(self, learner: str, words: str) -> bool:
        """Whether these are the words that a learner has now."""
        kept = await self.read(recovery.words_of, learner)
        return kept is not None and kept[0] == await self._digest(words)

    async def recovery_words_since(self, learner: str) -> datetime | None:
        """When a learner got the words that they have; None where they have none yet."""
        kept = await self.read(recovery.words_of, learner)
        return None if kept is None else kept[1]

    async def recover(self, words: str, guessers: Mapping[str, int], window: timedelta = timedelta(minutes=15)) -> Learner | None:
        """Whose words these are; None where nobody's. `guessers` are keys (a browser, an address) with the wrong guesses that each has
        in a window; beyond them `LockedOutError`, after a restart too."""
        await self.read(recovery.refuse_if_locked, guessers, window)  # before the hash, which is slow on purpose
        digest = await self._digest(words)
        return await self.write(recovery.recover, digest, guessers, window)

    async def _digest(self, words: str) -> str:
        pepper = await self.read(recovery.pepper)
        return await asyncio.get_running_loop().run_in_executor(self._readers, recovery.digest, words, pepper)

    # Previews, try links, and the rows of apps on our own server

    async def new_app_link(self, project: str, kind: LinkKind, app: str, lasts: timedelta, visitor: str | None = None) -> str:
        """A token that opens a project's app, with the rows kept under the key `app`; only its hash is kept."""
        return await self.write(links.new_app, project, kind, app, lasts, visitor)

    async def app_link(self, token: str, now: datetime | None = None) -> AppLink | None:
        """Where a preview or try link leads; None where it is unknown, over, or was ended."""
        return await self.read(links.app, token, now)

    async def end_app_links(self, project: str, kind: LinkKind, app: str | None = None) -> int:
        """End all of a kind at once, or those to the rows under one key; how many there were."""
        return await self.write(links.end_apps, project, kind, app)

    async def app_rows(self, app: str, since: int | None = None) -> AppRows | None:
        """All rows of an app and their revision; None where they are still at `since`. An app that was never written is at 0."""
        return await self.read(rows.get, app, since)

    async def change_rows(self, project: str, app: str, expected_rev: int, decide: Decide) -> AppRows:
        """Write an app's rows as `decide(rows)` makes them, one revision on. Raises `RowsMovedError`, and whatever `decide` raises."""
        return await self.write(rows.change, project, app, expected_rev, decide)

    # Language models

    async def reserve_tokens(self, day: str, learner: str, classroom: str | None, tokens: int, allowances: Sequence[Allowance]) -> str:
        """Put tokens of a day aside before a request; the id to settle it by. Raises `SpentError`."""
        return await self.write(spending.reserve, day, learner, classroom, tokens, allowances)

    async def settle_tokens(self, id: str, use: ModelUse) -> None:
        """What a request came to. One that was settled is left alone."""
        await self.write(spending.settle, id, use)

    async def spent(self, since: str, until: str) -> list[Spent]:
        """What was used from one day to another, both counted, by class and model."""
        return await self.read(spending.spent, since, until)
