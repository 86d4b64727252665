"""Messages with personal data planted in them, and clean ones full of numbers, made from a seed. All of it is invented: nobody is behind it.

What a message hides is known, so that it can be said whether anything of it is left; a clean one says what it needs, and so nothing may be taken out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

_DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
CHINESE_DIGITS = "零一二三四五六七八九"
ENGLISH_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Planted:
    """`pieces` are the parts of the secret that nobody may read in the masked text."""

    text: str
    kind: str
    secret: str
    language: str

    @property
    def pieces(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(re.findall(r"[^\W_]{2,}|[A-Z0-9]", self.secret)))

    def left(self, masked: str) -> list[str]:
        """What can be read of the secret still, where the message says it nowhere else."""
        around = self.text.replace(self.secret, " ")
        return [one for one in self.pieces if masked.count(one) > around.count(one)]


def planted(count: int, seed: int) -> Iterator[Planted]:
    """Every kind in every language in turn."""
    luck = Random(seed)
    kinds, languages = list(SECRETS), list(CARRIERS)
    for n in range(count):
        kind, language = kinds[n % len(kinds)], languages[(n // len(kinds)) % len(languages)]
        tongue = luck.choice(("en", "zh-Hant", "zh-Hans")) if language == "mixed" else language
        secret = SECRETS[kind](luck, tongue)
        text = luck.choice(CARRIERS[language][kind]).replace("{}", secret)
        yield Planted(_among(text, language, luck), kind, secret, language)


def clean(count: int, seed: int) -> Iterator[str]:
    luck = Random(seed)
    languages = list(CLEAN)
    for n in range(count):
        language = languages[n % len(languages)]
        yield re.sub(r"\{(\w+)\}", lambda found: NUMBERS[found[1]](luck), luck.choice(CLEAN[language]))


def _among(text: str, language: str, luck: Random) -> str:
    """With a sentence before or after it, or none."""
    before = luck.choice([*AROUND[language], "", ""])
    after = luck.choice([*AROUND[language], "", ""])
    return " ".join(filter(None, [before, text, after]))


def _digits(luck: Random, count: int, first: str = "123456789") -> str:
    return luck.choice(first) + "".join(luck.choice("0123456789") for _ in range(count - 1))


def hong_kong_phone(luck: Random) -> str:
    number = _digits(luck, 8, "235699")
    a, b = number[:4], number[4:]
    plain = luck.choice(
        [number, f"{a} {b}", f"{a}-{b}", f"{a} - {b}", f"{a}.{b}", f"{a}{b}", f"{a} {b}", f"{number[:2]} {number[2:4]} {number[4:6]} {number[6:]}"]
    )
    return luck.choice(
        [
            plain,
            plain,
            plain,
            f"+852 {plain}",
            f"+852{number}",
            f"852-{plain}",
            f"(852) {plain}",
            f"00852 {plain}",
            _wide(number),
            _said(luck, number),
        ]
    )


def macau_phone(luck: Random) -> str:
    number = luck.choice(["6", "28"]) + _digits(luck, 7)
    number = number[:8]
    a, b = number[:4], number[4:]
    return luck.choice([f"+853 {a} {b}", f"+853{number}", f"853-{a}-{b}", f"(853) {a}-{b}", f"{a} {b}", f"{a}{b}"])


def mainland_phone(luck: Random) -> str:
    if luck.random() < 0.2:
        area, number = luck.choice(["010", "021", "020", "0755", "0756"]), _digits(luck, 8, "2345678")
        return luck.choice([f"{area}-{number}", f"({area}){number}", f"{area} {number[:4]} {number[4:]}", f"+86 {area[1:]} {number}"])
    number = "1" + _digits(luck, 10, "3456789")
    spaced = f"{number[:3]} {number[3:7]} {number[7:]}"
    return luck.choice(
        [
            number,
            number,
            spaced,
            spaced.replace(" ", "-"),
            f"+86 {number}",
            f"+86 {spaced}",
            f"0086{number}",
            f"86-{number}",
            _wide(number),
            _said(luck, number),
        ]
    )


def british_phone(luck: Random) -> str:
    number = "7" + _digits(luck, 9)
    home = luck.choice(["20 7946 0", "161 496 0", "1632 960"]) + _digits(luck, 3)
    return luck.choice(
        [f"0{number}", f"0{number[:4]} {number[4:]}", f"+44 {number[:4]} {number[4:]}", f"+44{number}", f"0{home}", f"+44 (0){home}", f"+44 {home}"]
    )


def american_phone(luck: Random) -> str:
    a, b, c = luck.choice(["415", "212", "646", "310", "206"]), "555", "01" + _digits(luck, 2, "0123456789")
    return luck.choice([f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"+1 {a} {b} {c}", f"1-{a}-{b}-{c}", f"{a} {b} {c}", f"+1{a}{b}{c}"])


def phone(luck: Random, language: str) -> str:
    made: Sequence[Callable[[Random], str]] = [hong_kong_phone, hong_kong_phone, macau_phone, mainland_phone, british_phone, american_phone]
    return luck.choice([*made, mainland_phone, mainland_phone] if language == "zh-Hans" else made)(luck)


def _wide(number: str) -> str:
    return number.translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789"})


def _said(luck: Random, number: str) -> str:
    words = [CHINESE_DIGITS[int(one)] for one in number]
    if luck.random() < 0.5:
        return "".join(words)
    return " ".join(ENGLISH_DIGITS[int(one)] for one in number)


def hkid(luck: Random, language: str) -> str:
    """The check digit makes the weighted sum a multiple of 11; a missing first letter counts 36 (a blank)."""
    letters = luck.choice(["", "W", "X"])[:1] * (luck.random() < 0.2) + luck.choice("ABCDEGHKMPRSYZ")
    digits = _digits(luck, 6, "0123456789")
    values = [36] * (2 - len(letters)) + [ord(one) - 55 for one in letters] + [int(one) for one in digits]
    rest = -sum(weight * value for weight, value in zip(range(9, 1, -1), values, strict=True)) % 11
    check = "A" if rest == 10 else str(rest)
    return luck.choice(
        [f"{letters}{digits}({check})"] * 3
        + [
            f"{letters}{digits}{check}",
            f"{letters}{digits} ({check})",
            f"{letters.lower()}{digits}({check})",
            f"{letters} {digits}({check})",
            f"{letters}{digits}-{check}",
            f"{letters}{digits}（{check}）",
        ]
    )


def mainland_id(luck: Random, language: str) -> str:
    """GB 11643: six digits of a place, a date of birth, three digits, a check digit modulo 11."""
    place = luck.choice(["110105", "310101", "440103", "440304", "510104", "330106"])
    body = f"{place}{luck.randint(1955, 2016)}{luck.randint(1, 12):02}{luck.randint(1, 28):02}{luck.randint(1, 999):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(int(one) * weight for one, weight in zip(body, weights, strict=True)) % 11]
    return luck.choice([body + check] * 3 + [f"{body[:6]} {body[6:14]} {body[14:]}{check}", (body + check).lower()])


def email(luck: Random, language: str) -> str:
    who = luck.choice(["kim.lee", "tommy_2012", "chan.siu.ming", "lily08", "xiaoming.wang", "a.b.c", "s2023117", "mei-ling", "sunny+school"])
    host = luck.choice(["gmail.com", "qq.com", "163.com", "school.edu.hk", "outlook.com", "yahoo.com.hk", "icloud.com", "mail.sch.uk"])
    return luck.choice(
        [f"{who}@{host}"] * 5
        + [f"{who} @ {host}", f"{who}＠{host}", f"{who} (at) {host}", f"{who} at {host.replace('.', ' dot ')}", f"{who.upper()}@{host.upper()}"]
    )


def card(luck: Random, language: str) -> str:
    """Luhn."""
    start, length = luck.choice([("4", 16), ("51", 16), ("55", 16), ("62", 16), ("62", 19), ("37", 15)])
    body = start + "".join(luck.choice("0123456789") for _ in range(length - len(start) - 1))
    total = sum(sum(divmod(int(one) * 2, 10)) if place % 2 == 0 else int(one) for place, one in enumerate(reversed(body)))
    number = body + str(-total % 10)
    grouped = f"{number[:4]} {number[4:10]} {number[10:]}" if length == 15 else " ".join(number[at : at + 4] for at in range(0, length, 4))
    return luck.choice([number, grouped, grouped, grouped.replace(" ", "-")])


def address(luck: Random, language: str) -> str:
    number, floor, room, block = luck.randint(1, 299), luck.randint(2, 45), luck.randint(1, 28), luck.randint(1, 12)
    letter = luck.choice("ABCDEFGH")
    if language == "en":
        street = luck.choice(
            [
                "Nathan Road",
                "Baker Street",
                "Queen's Road West",
                "Elm Avenue",
                "Maple Drive",
                "Castle Peak Road",
                "Victoria Crescent",
                "Tai Po Road",
                "Station Lane",
                "High St",
            ]
        )
        estate = luck.choice(["Lei Tung Estate", "Mei Foo Sun Chuen", "Choi Hung Estate", "Wah Fu Estate", "Riverside Court", "City One Shatin"])
        return luck.choice(
            [
                f"Flat {letter}, {floor}/F, Block {block}, {estate}",
                f"Flat {floor}{letter}, {number} {street}",
                f"{number} {street}",
                f"{number}{letter} {street}, London",
                f"Room {floor}{room:02}, {estate}, {number} {street}",
                f"{number} {street}, Springfield, IL 62704",
                f"{floor}/F, {number} {street}, Kowloon",
                f"Block {block}, {estate}, flat {floor}{room:02}",
            ]
        )
    if language == "zh-Hant":
        estate = luck.choice(["翠屏邨翠榕樓", "彩虹邨金碧樓", "華富邨華泰樓", "沙田第一城", "美孚新邨", "金禧花園", "黃埔花園"])
        street = luck.choice(["彌敦道", "積信街", "皇后大道西", "青山公路", "荷里活道", "太子道東", "海濱長廊徑"])
        return luck.choice(
            [
                f"九龍觀塘{estate}{floor}樓{floor}{room:02}室",
                f"新界沙田{street}{number}號{estate}{block}座{floor}樓{letter}室",
                f"{street}{number}號{floor}樓{letter}室",
                f"{estate}{block}座{floor}樓{letter}室",
                f"香港{street}{number}號",
                f"{street} {number} 號 {floor} 樓",
                f"澳門{street}{number}號{floor}樓{letter}座",
            ]
        )
    city = luck.choice(["北京市朝阳区", "深圳市南山区", "广州市越秀区", "上海市徐汇区", "成都市武侯区", "杭州市西湖区"])
    street = luck.choice(["建国路", "科技园南路", "中山三路", "淮海中路", "人民南路二段", "文三路", "解放大道"])
    return luck.choice(
        [
            f"{city}{street}{number}号{block}号楼{luck.randint(1, 4)}单元{floor}0{luck.randint(1, 9)}室",
            f"{city}{street}{number}号院{block}号楼{floor}0{luck.randint(1, 9)}",
            f"{street}{number}号阳光花园{block}栋{floor}0{luck.randint(1, 9)}",
            f"{city}{street}{number}号",
            f"{street}{number}弄{block}号{floor}0{luck.randint(1, 9)}室",
            f"阳光小区{block}栋{luck.randint(1, 4)}单元{floor}0{luck.randint(1, 9)}",
        ]
    )


def password(luck: Random, language: str) -> str:
    word = luck.choice(["fluffy", "Tiger", "dragon", "iloveyou", "qwerty", "Pikachu", "starwars", "Summer", "xiaoming", "kowloon"])
    marks = luck.choice(["", "!", "@", "_", "#", "."])
    tail = luck.choice([str(luck.randint(10, 99)), str(luck.randint(2005, 2016)), "123", "8888", "52013"])
    random = "".join(luck.choice("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789!$%&") for _ in range(10))
    return luck.choice(
        [f"{word}{marks}{tail}", f"{word}{tail}{marks.strip('.')}", random.rstrip("!.") + "k", _digits(luck, luck.choice([4, 6])), f"{word}{tail}"]
    )


def name(luck: Random, language: str) -> str:
    if language == "en":
        given = luck.choice(["Peter", "Amy", "Jason", "Chloe", "Tommy", "Hannah", "Kelvin", "Mandy", "Oliver", "Priya", "Ka Yan", "Siu Ming"])
        family = luck.choice(["Chan", "Wong", "Lee", "Cheung", "Smith", "Patel", "Lam", "Brown", "Ho"])
        return luck.choice(
            [f"{given} {family}", f"{given} {family}", f"{family} {luck.choice(['Tai Man', 'Ka Yan', 'Siu Ming', 'Wing Sze'])}", given]
        )
    if language == "zh-Hant":
        return luck.choice(["陳", "黃", "李", "張", "林", "梁", "何"]) + luck.choice(["小明", "家欣", "大文", "詠詩", "俊傑", "樂怡", "子軒", "芷晴"])
    return luck.choice(["王", "张", "刘", "陈", "杨", "赵", "周"]) + luck.choice(["小明", "子涵", "浩然", "梓萱", "欣怡", "伟", "雨桐", "俊杰"])


SECRETS: Mapping[str, Callable[[Random, str], str]] = {
    "phone": phone,
    "hkid": hkid,
    "mainland_id": mainland_id,
    "email": email,
    "card": card,
    "address": address,
    "password": password,
    "name": name,
}
CARRIERS: Mapping[str, Mapping[str, Sequence[str]]] = _DATA["carriers"]
AROUND: Mapping[str, Sequence[str]] = _DATA["around"]


def _time(luck: Random) -> str:
    return luck.choice(
        [
            f"{luck.randint(6, 22)}:{luck.choice(['00', '15', '30', '45'])}",
            f"{luck.randint(6, 22):02}{luck.choice(['00', '30'])}",
            f"{luck.randint(1, 12)}.{luck.choice(['15', '30'])}pm",
            f"{luck.randint(1, 12)} am",
        ]
    )


def _span(luck: Random) -> str:
    a, b = luck.randint(6, 13), luck.randint(14, 22)
    return luck.choice([f"{a:02}00-{b:02}00", f"{a}:00-{b}:30", f"{a:02}:30 – {b:02}:15", f"{a:02}30 - {b:02}45", f"{a:02}:00~{b:02}:00"])


def _date(luck: Random) -> str:
    year, month, day = luck.randint(2019, 2029), luck.randint(1, 12), luck.randint(1, 28)
    return luck.choice(
        [
            f"{year}-{month:02}-{day:02}",
            f"{year}{month:02}{day:02}",
            f"{day}/{month}/{year}",
            f"{year}年{month}月{day}日",
            f"{day:02}.{month:02}.{year}",
            f"{month}/{day}",
        ]
    )


def _isbn(luck: Random) -> str:
    body = f"978{luck.randint(0, 9)}{luck.randint(10, 99)}{_digits(luck, 6, '0123456789')}"
    check = -sum(int(one) * (3 if place % 2 else 1) for place, one in enumerate(body)) % 10
    return luck.choice([f"{body}{check}", f"{body[:3]}-{body[3]}-{body[4:6]}-{body[6:]}-{check}"])


NUMBERS: Mapping[str, Callable[[Random], str]] = {
    "time": _time,
    "span": _span,
    "date": _date,
    "isbn": _isbn,
    "price": lambda luck: luck.choice([f"${luck.randint(1, 999)}", f"HK${luck.randint(10, 9999)}.50", f"{luck.randint(2, 99)}.90", f"¥{luck.randint(1, 5000)}", f"${luck.randint(1, 9)},{luck.randint(100, 999)}"]),
    "score": lambda luck: luck.choice([f"{luck.randint(0, 30)}-{luck.randint(0, 30)}", f"{luck.randint(0, 100)}/100", f"{luck.randint(0, 5)}:{luck.randint(0, 5)}"]),
    "room": lambda luck: luck.choice([f"{luck.randint(1, 9)}{luck.randint(0, 2)}{luck.randint(1, 9)}", f"{luck.choice('ABCG')}{luck.randint(1, 30)}", f"{luck.randint(1, 40)}{luck.choice('ABCD')}", f"LT-{luck.randint(1, 20)}"]),
    "year": lambda luck: str(luck.randint(1840, 2047)),
    "years": lambda luck: f"{luck.randint(1840, 1999)}-{luck.randint(2000, 2047)}",
    "klass": lambda luck: luck.choice([f"{luck.randint(1, 6)}{luck.choice('ABCDE')}", f"S{luck.randint(1, 6)}{luck.choice('ABC')}", f"P.{luck.randint(1, 6)}"]),
    "count": lambda luck: luck.choice([str(luck.randint(2, 60)), str(luck.randint(100, 9999)), f"{luck.randint(1, 99)},{luck.randint(100, 999)},{luck.randint(100, 999)}"]),
    "views": lambda luck: luck.choice([_digits(luck, 8), f"{_digits(luck, 4)} {_digits(luck, 4)}", _digits(luck, 7), _digits(luck, 9)]),
    "version": lambda luck: luck.choice([f"{luck.randint(0, 9)}.{luck.randint(0, 20)}.{luck.randint(0, 99)}", f"v{luck.randint(1, 9)}.{luck.randint(0, 9)}", f"1.21.{luck.randint(0, 9)}"]),
    "bus": lambda luck: luck.choice([f"{luck.randint(1, 299)}{luck.choice(['', 'X', 'A', 'M', 'P'])}", f"N{luck.randint(10, 399)}", f"{luck.choice('ABE')}{luck.randint(10, 43)}", f"K{luck.randint(51, 76)}"]),
    "flight": lambda luck: luck.choice([f"CX{luck.randint(100, 999)}", f"KA {luck.randint(100, 9999)}", f"UO{luck.randint(100, 999)}", f"G{luck.randint(1000, 9999)}"]),
    "length": lambda luck: luck.choice([f"{luck.randint(5, 90)}", f"{luck.randint(1, 3)}.5"]),
    "code": lambda luck: luck.choice([f"BK-{luck.randint(1, 9999):04}", f"A{luck.randint(1, 999):03}", f"#{luck.randint(1000, 99999)}", f"SKU{_digits(luck, 6)}"]),
    "far": lambda luck: luck.choice(["149597870", "384400", "299792458", "3.14159265", "40075", "9460730472580800", "6.674e-11", "0.5772156649"]),
    "place": lambda luck: f"{luck.uniform(21, 23):.4f}, {luck.uniform(113, 115):.4f}",
    "stock": lambda luck: luck.choice([f"{_digits(luck, 4)}-{_digits(luck, 2)}", f"{_digits(luck, 3)}-{_digits(luck, 3)}", _digits(luck, 5)]),
    "who": lambda luck: luck.choice(["Tom", "Amy", "Kelly", "阿明", "小美", "Ken"]),
}  # fmt: skip
"""What numbers in a learner's message are, and how they are written."""
CLEAN: Mapping[str, Sequence[str]] = _DATA["clean"]
