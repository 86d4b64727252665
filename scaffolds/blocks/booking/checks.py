"""The acceptance checks of a booking screen, in the learner's words where they gave some."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from scaffolds.blocks import options_of, thing_of
from scaffolds.blocks.acceptance import LAST
from scaffolds.blocks.booking.options import EVERY_DAY, GiveBackBefore, LimitPerPerson, Options, clock, minutes, resource_names, slot_of
from scaffolds.spec import AppSpec, Check, Field, Language, Rule, Screen, Step, text_of

_SAYS: dict[str, dict[Language, str]] = {
    "twice": {
        "en": "The same time of {resource} can't be taken twice.",
        "zh-Hant": "{resource}的同一個時間不可以有兩個人預約。",
        "zh-Hans": "{resource}的同一个时间不能有两个人预约。",
    },
    "slots": {
        "en": "{resource} is booked in times of {minutes} minutes; a time in between is refused.",
        "zh-Hant": "{resource}每 {minutes} 分鐘一節，中途的時間不可以預約。",
        "zh-Hans": "{resource}每 {minutes} 分钟一段，中间的时间不能预约。",
    },
    "hours": {
        "en": "It is open {opens} to {closes}; before and after that nothing can be booked.",
        "zh-Hant": "開放時間是 {opens} 至 {closes}，其餘時間不可以預約。",
        "zh-Hans": "开放时间是 {opens} 到 {closes}，其他时间不能预约。",
    },
    "days": {
        "en": "On closed days nothing can be booked.",
        "zh-Hant": "不開放的日子不可以預約。",
        "zh-Hans": "不开放的日子不能预约。",
    },
    "past": {"en": "A time that is over can't be booked.", "zh-Hant": "已經過了的時間不可以預約。", "zh-Hans": "已经过了的时间不能预约。"},
    "cancel": {
        "en": "A time that is given back is free for the next person.",
        "zh-Hant": "讓出來的時間，下一個人可以預約。",
        "zh-Hans": "让出来的时间，下一个人可以预约。",
    },
    "empty": {"en": "An empty name is refused.", "zh-Hant": "沒有名字不可以預約。", "zh-Hans": "没有名字不能预约。"},
    "limit": {
        "en": "One person books at most {amount} {unit} {per}.",
        "zh-Hant": "{per}每人最多預約 {amount} {unit}。",
        "zh-Hans": "{per}每人最多预约 {amount} {unit}。",
    },
    "one_name": {
        "en": "A person books under one name, not for others.",
        "zh-Hant": "每人只用一個名字預約，不可替別人預約。",
        "zh-Hans": "每个人只用一个名字预约，不能替别人预约。",
    },
}
_UNITS: dict[Language, dict[str, str]] = {
    "en": {"times": "×", "minutes": "minutes", "day": "a day", "week": "a week", "ever": "in all"},
    "zh-Hant": {"times": "次", "minutes": "分鐘", "day": "每天", "week": "每星期", "ever": "總共"},
    "zh-Hans": {"times": "次", "minutes": "分钟", "day": "每天", "week": "每周", "ever": "总共"},
}
_EXAMPLE: dict[str, Any] = {"number": 2, "money": 10, "date": "2026-03-02", "time": "19:30", "phone": "2345 6789", "rating": 3, "yes_no": True,
                            "photo": "data:image/png;base64,AAAA"}  # fmt: skip
_MONDAY = datetime.date(2026, 3, 9)


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """Double booking, slots, hours, past, giving back, each limit, and the empty name as the edge."""
    return tuple(_Made(spec, screen).all())


class _Made:
    """The checks of one screen; holds what all of them speak of."""

    def __init__(self, spec: AppSpec, screen: Screen) -> None:
        self.spec, self.screen = spec, screen
        self.options: Options = options_of(screen)
        self.fields = thing_of(spec, screen).fields
        self.resource = resource_names(thing_of(spec, screen), spec)[0]
        self.length = slot_of(self.options, self.resource)
        self.day = self.open_day()

    def all(self) -> Iterator[Check]:
        yield self.made("twice", self.step("a", "Chan"), self.step("b", "Lau", why="taken", exactly=self.per_day > 1))
        if not self.ends_at_midnight_sharp():
            yield self.made("slots", self.step("a", "Chan", start=clock(self.opens + self.length // 2), why="not_a_slot"))
        yield from self.hours()
        if set(self.options.days) != set(EVERY_DAY):
            yield self.made("days", self.step("a", "Chan", day=self.closed_day(), at=f"{_MONDAY}T00:00", why="closed_day"))
        if self.opens < 24 * 60 - 1:
            yield self.made("past", self.step("a", "Chan", at=f"{self.day}T23:59", why="past"))
        yield from self.cancel()
        for rule in self.spec.rules_of(self.screen):
            yield from self.rule(rule)
        yield self.made("empty", self.step("a", "   ", why="empty"), edge=True)

    @property
    def opens(self) -> int:
        return minutes(self.options.opens)

    @property
    def last(self) -> int:
        """Where the last time of a day begins."""
        return self.opens + (self.per_day - 1) * self.length

    @property
    def per_day(self) -> int:
        return (minutes(self.options.closes) - self.opens) // self.length

    def ends_at_midnight_sharp(self) -> bool:
        """Whether the middle of the first time lies too late to be tried on its own (it would meet closing first)."""
        return self.opens + self.length // 2 + self.length > minutes(self.options.closes)

    def open_day(self) -> str:
        days = (_MONDAY + datetime.timedelta(days=one) for one in range(7))
        return next(day for day in days if EVERY_DAY[day.weekday()] in self.options.days).isoformat()

    def closed_day(self) -> str:
        days = (_MONDAY + datetime.timedelta(days=one) for one in range(7))
        return next(day for day in days if EVERY_DAY[day.weekday()] not in self.options.days).isoformat()

    def hours(self) -> Iterator[Check]:
        late, early = self.last + self.length, self.opens - self.length
        steps = [self.step("a", "Chan", start=clock(one), why="closed_hour") for one in (late, early) if 0 <= one < 24 * 60]
        if steps:
            yield self.made("hours", *steps)

    def cancel(self) -> Iterator[Check]:
        """Booked early enough to be given back, where the rules leave room for that."""
        ahead = min(self.options.book_ahead_days, 7)
        if ahead * 1440 + self.opens < self.give_back_before():
            return
        at = f"{datetime.date.fromisoformat(self.day) - datetime.timedelta(days=ahead)}T00:00"
        back = Step(action="cancel", who="a", at=at, input={"id": LAST})
        yield self.made("cancel", self.step("a", "Chan", at=at), back, self.step("b", "Lau", at=at))

    def give_back_before(self) -> int:
        rules = [rule for rule in self.spec.rules_of(self.screen) if rule.kind == "give_back_before"]
        return GiveBackBefore.model_validate(rules[0].options).minutes if rules else 0

    def rule(self, rule: Rule) -> Iterator[Check]:
        if rule.kind == "one_name":
            second = self.step("a", "Lau", start=clock(self.last), why="one_name") if self.per_day > 1 else None
            if second:
                yield self.made("one_name", self.step("a", "Chan"), second, rule=rule)
        if rule.kind == "limit_per_person":
            yield from self.limit(rule, LimitPerPerson.model_validate(rule.options))

    def limit(self, rule: Rule, limit: LimitPerPerson) -> Iterator[Check]:
        """As many as are allowed are booked, the next one is refused; left out where a day does not hold so many."""
        allowed = limit.amount if limit.unit == "times" else limit.amount // self.length
        stricter = [one for one in self.limits() if one.unit != limit.unit or one.per != limit.per or one.amount < limit.amount]
        if allowed + 1 > min(self.per_day, 19) or stricter:
            return
        why = f"limit_{limit.unit}_{limit.per}"
        steps = [self.step("a", "Chan", start=clock(self.opens + n * self.length)) for n in range(allowed)]
        over = self.step("a", "Chan", start=clock(self.opens + allowed * self.length), why=why)
        yield self.made("limit", *steps, over, rule=rule, amount=limit.amount, unit=self.unit(limit.unit), per=self.unit(limit.per))

    def limits(self) -> list[LimitPerPerson]:
        return [LimitPerPerson.model_validate(rule.options) for rule in self.spec.rules_of(self.screen) if rule.kind == "limit_per_person"]

    def unit(self, key: str) -> str:
        return _UNITS[self.spec.language][key]

    def step(self, who: str, name: str, *, day: str = "", start: str = "", at: str = "", why: str = "", exactly: bool = True) -> Step:
        """`who` books for `name`: the first time of the check's day, at midnight before it, where nothing else is said."""
        given = {"resource": self.resource, "day": day or self.day, "start": start or clock(self.opens), "name": name}
        own = {field.name: self.example(field) for field in self.fields if field.name not in given and field.required}
        expect: dict[str, Any] = {"expect": "refused", "why": why if exactly else ""} if why else {}
        return Step(action="book", who=who, at=at or f"{self.day}T00:00", input=given | own, **expect)

    def example(self, field: Field) -> Any:
        if field.choices:
            return text_of(field.choices[0], self.spec.language)
        return _EXAMPLE.get(field.type, "Chan")

    def made(self, key: str, *steps: Step, rule: Rule | None = None, edge: bool = False, **values: Any) -> Check:
        known = {"resource": self.resource, "minutes": self.length, "opens": self.options.opens, "closes": self.options.closes}
        said = rule.says if rule and rule.says else _SAYS[key][self.spec.language].format(**known | values)
        place = self.spec.screens.index(self.screen) + 1
        id = f"s{place}_{key}" + (f"_{self.spec.rules.index(rule) + 1}" if rule else "")
        return Check(id=id, screen=self.screen.id, says=said[:300], edge=edge, steps=steps)
