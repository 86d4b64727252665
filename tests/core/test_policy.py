"""The policy holds wherever a conversation stands: whatever is said or pressed, there is an answer and a way on."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import prompts
from bot.brains.offline.words import phrase
from bot.core.conversation import Answered, Conversation
from bot.core.deciding import Turn
from bot.core.decision import Build, Decision
from bot.core.edits import described
from bot.core.interpretation import Intent, Interpretation, Match
from bot.core.plan import plan
from bot.core.policy import after_build, decide
from bot.core.pressing import PRESSES
from bot.core.turn import STAGES, Asks, Button
from scaffolds import blocks
from scaffolds.operations import AddField, ChangeField, Recolour, RemoveField, RenameApp, SetLanguages, SetOption, SetRole
from scaffolds.spec import Brief, Field, Language, Role, Tier
from scaffolds.wish import Facts, Wish

ZONE = "Asia/Hong_Kong"
BLOCKS = tuple(blocks.discover())
TOLD = Conversation(wish=Wish(brief=Brief(problem="the court is always taken", who="all", keep="name")), chosen=("booking",), ranking=BLOCKS)
APP = plan(TOLD, ZONE)
PHONE = Field(name="phone", label="phone", type="phone", private=True)
EDITS = (AddField(thing="record", field=PHONE), RemoveField(thing="item", name="name"), Recolour(colour="#112233"), RenameApp(title="Court"))
DETAILS = ("", "0", "1", "7", "99999999999", "x", "records", "booking", "limit:once_a_day", "limit:nothing", "zh-Hant", "code", "wrong", "²")

some_blocks = st.lists(st.sampled_from(BLOCKS), max_size=2, unique=True).map(tuple)
wishes = st.builds(
    Wish,
    brief=st.builds(Brief, problem=st.sampled_from(("", "too many people")), who=st.sampled_from(("", "all")), keep=st.sampled_from(("", "name"))),
    fields=st.sampled_from(((), (PHONE,))),
    facts=st.sampled_from((Facts(), Facts(slot_minutes=45, opens="07:00"), Facts(items=("keys",)))),
)
conversations = st.builds(
    Conversation,
    stage=st.sampled_from(STAGES),
    asks=st.sampled_from(get_args(Asks)),
    language=st.sampled_from(get_args(Language)),
    tier=st.sampled_from(get_args(Tier)),
    wish=wishes,
    ranking=st.sampled_from(((), BLOCKS)),
    clear=st.booleans(),
    chosen=some_blocks,
    edits=st.lists(st.sampled_from(EDITS), max_size=3).map(tuple),
    answered=st.sampled_from(((), (Answered(block="booking", ask="limit", kind="limit_per_person", options={"amount": 1}),))),
    asked=st.lists(st.sampled_from(("who", "goal", "keep", "rule", "examples")), unique=True).map(tuple),
    about=st.sampled_from(("", "rule", "change", "edit", "broken", "symptom", "safety")),
)
heard_anything = st.builds(
    Interpretation,
    intent=st.sampled_from(get_args(Intent)),
    wanted=some_blocks,
    unwanted=some_blocks,
    matches=st.sampled_from(((), (Match(block=BLOCKS[0], score=0.7),))),
    echo=st.sampled_from(("", "the court")),
    operations=st.lists(st.sampled_from(EDITS), max_size=2).map(tuple),
    title=st.sampled_from((None, "Court", "🏀")),
    feeling=st.sampled_from(("", "sad")),
)
texts = st.sampled_from(("", "😭", "the court", "二", "x" * 500))


def _holds(decision: Decision) -> None:
    """Something is said or done, in words of the conversation's language, and the question has the buttons that belong to it."""
    assert decision.moves or decision.effect
    conversation = decision.conversation
    assert conversation.asks in get_args(Asks) and conversation.stage in STAGES
    if not decision.moves:
        return
    said = phrase(decision.moves, conversation)
    ids = [button.id for message in said.messages for button in message.buttons]
    assert all(message.text.strip() for message in said.messages)
    assert len(ids) == len(set(ids))
    if conversation.asks == "choose":
        assert any(id.startswith("block:") for id in ids)


@settings(max_examples=200, deadline=None)
@given(conversations, heard_anything, texts, st.booleans())
def test_any_words_anywhere_get_an_answer(conversation: Conversation, heard: Interpretation, text: str, built: bool) -> None:
    _holds(decide(Turn(conversation, heard, text, spec=APP if built else None)))


@settings(max_examples=200, deadline=None)
@given(conversations, st.sampled_from((*PRESSES, "who", "old")), st.sampled_from(DETAILS), st.booleans())
def test_any_button_at_any_time_gets_an_answer(conversation: Conversation, name: str, detail: str, built: bool) -> None:
    _holds(decide(Turn(conversation, Interpretation(), press=f"{name}:{detail}", spec=APP if built else None)))


def test_one_who_only_does_not_know_gets_there() -> None:
    """From the problem on, eight times 'idk' at most, in every tier."""
    for tier in get_args(Tier):
        decision = decide(Turn(Conversation(tier=tier), Interpretation(matches=(Match(block="booking", score=0.5),)), "one court for all"))
        for _ in range(7):
            if isinstance(decision.effect, Build):
                break
            decision = decide(Turn(decision.conversation, Interpretation(intent="idk"), "idk"))
        assert isinstance(decision.effect, Build), tier


@pytest.mark.parametrize(
    ("text", "place"),
    [("the first one gets it", 1), ("both!", 0), ("it will break", 2), ("2", 1), ("第二個", 1), ("第一個", 0), ("my cat", None), ("", None)],
)
def test_a_guess_in_words_is_a_guess(text: str, place: int | None) -> None:
    built = TOLD.now(asks="predict", version=1, project="p")
    values = decide(Turn(built, Interpretation(), text, spec=APP)).moves[0].values
    assert values["unsure"] is (place is None)
    assert values["right"] is (place == 1)


def test_another_way_leaves_aside_the_edits_that_fit_no_longer() -> None:
    edited = TOLD.now(chosen=("records",), asks="confirm", asked=("rule",), edits=EDITS)
    decision = decide(Turn(edited, Interpretation(), press="block:booking"))
    assert decision.conversation.asks == "confirm"
    assert plan(decision.conversation, ZONE).title == "Court"


@pytest.mark.parametrize(("block", "items", "fields"), [("checklist", ("water bottle",), 0), ("records", (), 1)])
def test_what_is_named_for_a_list_stands_on_it(block: str, items: tuple[str, ...], fields: int) -> None:
    asking = TOLD.now(wish=Wish(brief=Brief(problem="we forget things", who="all")), chosen=(block,), asks="keep", asked=("who", "keep"))
    heard = Interpretation(fields=(Field(name="bottle", label="water bottle"),))
    wish = decide(Turn(asking, heard, "water bottle")).conversation.wish
    assert (wish.facts.items, len(wish.fields)) == (items, fields)


def test_the_goal_is_not_asked_once_a_way_was_chosen() -> None:
    choosing = TOLD.now(asks="choose", asked=("who",), offered=BLOCKS[:3], chosen=(), clear=False)
    decision = decide(Turn(choosing, Interpretation(wanted=("booking",)), "book a time"))
    assert decision.conversation.asks in ("clarify", "confirm")


def test_an_edit_that_changes_nothing_makes_no_version() -> None:
    built = TOLD.now(asks="none", version=1, project="p")
    heard = Interpretation(intent="edit", operations=(Recolour(colour=APP.colour),))
    decision = decide(Turn(built, heard, "the same colour", spec=APP))
    assert decision.effect is None and decision.moves[0].values["reason"] == "same"


def test_a_symptom_is_heard_and_not_taken_for_an_edit() -> None:
    broken = TOLD.now(asks="clarify", about="symptom", version=1, project="p")
    decision = decide(Turn(broken, Interpretation(intent="broken"), "i typed 5 and it shows 50", spec=APP))
    assert decision.moves[0].prompt == "tutor/broken_told"


def test_no_sentence_comes_twice_in_a_row() -> None:
    """Whatever is asked again, its wording is another."""
    states: list[Any] = [
        Conversation(asks="problem"),
        TOLD.now(asks="who"), TOLD.now(asks="goal"), TOLD.now(asks="choose"), TOLD.now(asks="keep"), TOLD.now(asks="name"),
        TOLD.now(asks="confirm"), TOLD.now(asks="clarify", about="change"), TOLD.now(asks="clarify", about="rule", asked=("keep",)),
    ]  # fmt: skip
    for conversation in states:
        for language in get_args(Language):
            before = ""
            standing = conversation.now(language=language)
            for _ in range(3):
                said = phrase((decision := decide(Turn(standing, Interpretation(), press="old"))).moves, decision.conversation)
                assert said.messages[0].text != before, (standing.asks, language)
                before, standing = said.messages[0].text, said.conversation


def test_the_first_build_hands_over_and_asks_for_a_guess() -> None:
    decision = decide(Turn(TOLD.now(asks="confirm"), Interpretation(), press="build"))
    assert isinstance(decision.effect, Build)
    ready = after_build(decision, decision.effect, 3, 1)
    assert [move.prompt for move in ready.moves] == ["tutor/ready", "tutor/predict"]
    assert Button(id="predict:0", label="Both get it") in ready.moves[1].buttons


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (SetOption(screen="checklist", option="starters", value=("keys", "glasses")), {"en": "on the list: glasses", "zh-Hant": "清單加了glasses"}),
        (SetOption(screen="checklist", option="starters", value=()), {"en": "off the list: keys", "zh-Hans": "清单去掉了keys"}),
        (SetOption(screen="checklist", option="opens", value="07:00"), {"en": "it opens at 07:00", "zh-Hant": "07:00 開放"}),
        (SetOption(screen="checklist", option="shared", value=False), {"en": "a page works differently"}),
        (SetLanguages(languages=("en", "zh-Hant")), {"en": "its languages: English, 繁體中文", "zh-Hans": "语言：英文、繁體中文"}),
        (ChangeField(thing="item", name="name", private=True), {"en": "(private now)", "zh-Hant": "只有自己和主人看得見"}),
        (SetRole(role=Role(id="person", label="neighbour")), {"en": "neighbour"}),
    ],
)  # fmt: skip
def test_an_edit_is_told_in_words_not_in_keys(operation: Any, words: dict[Language, str]) -> None:
    listing = plan(TOLD.now(chosen=("checklist",), wish=Wish(facts=Facts(items=("keys",)), brief=Brief(problem="forget"))), ZONE)
    for language, expected in words.items():
        said = prompts.load("tutor/done").render(language, **described(operation, listing))
        assert expected in said
