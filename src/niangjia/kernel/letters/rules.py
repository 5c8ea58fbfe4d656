"""Pure rules of letters: numbers, places to fill, what gives an author away. No database."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.dates import within
from niangjia.kernel.base.types import Verdict

from . import wordings

#: What stands between the marks is a place to fill.
PLACE = re.compile(r"【([^【】\n]{1,12})】")
#: A line that held nothing but a place left empty goes.
LONE = re.compile(r"^[ \t]*【([^【】\n]{1,12})】[ \t]*\n?", re.MULTILINE)
#: So many characters in a row are somebody's own words, not a common phrase.
VERBATIM = 12
#: A name of one character would be found everywhere.
NAME_LEAST = 2
PHONE_TAIL = 8
#: What does not count when words are compared.
NOISE = re.compile(r"[\s\W_]+")
MONTHS = 12
UNION_TAILS = ("总工会", "工会联合会", "联合工会", "工会委员会", "工会")
PLACE_TAILS = ("街道", "省", "市", "区", "县", "镇", "乡")
WORD_LENGTH = 6


def union_word(name: str) -> str:
    """The letters a union signs with: 临江区总工会 -> 临总工, 百川纺织工会 -> 百川纺织工."""
    tail = next((one for one in UNION_TAILS if name.endswith(one)), "")
    stem = name.removesuffix(tail)
    if tail == "总工会":
        place = next((one for one in PLACE_TAILS if stem.endswith(one)), "")
        return f"{stem.removesuffix(place)[:1]}总工"
    return f"{stem.removesuffix('有限公司')[:WORD_LENGTH]}工"


def number(word: str, year: int, serial: int) -> str:
    """临总工建〔2026〕3号."""
    return f"{word}〔{year}〕{serial}号"


def marked(name: str) -> str:
    """A place as it stands in a letter."""
    return f"【{name}】"


def unknown_places(text: str) -> list[str]:
    """Places nobody knows how to fill, in the order they stand."""
    return [name for name in dict.fromkeys(PLACE.findall(text)) if name not in wordings.PLACES]


def unfilled(text: str) -> list[str]:
    """Places that are still to be filled by hand before a letter can go out."""
    return [name for name in dict.fromkeys(PLACE.findall(text)) if name not in wordings.ISSUE]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into their places; a line that held only an empty one goes, others stay."""
    dropped = LONE.sub(lambda m: "" if values.get(m[1]) == "" else m[0], text)
    filled = PLACE.sub(lambda m: values.get(m[1], m[0]), dropped)
    return re.sub(r"\n{3,}", "\n\n", filled).strip()


def digest(*parts: str) -> str:
    """SHA-256 of a letter as it was sent: number, addressee, title, body, union and day."""
    return hashlib.sha256("\n\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """What must not be found in a letter: an author's name and phone, and the words of a case."""

    case_id: UUID
    text: str
    name: str = ""
    phone: str = ""
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Leak:
    """One thing that would give an author away. `kind`: name, phone or words."""

    kind: str
    found: str
    known: Known


def leaks(draft: str, cases: Iterable[Known]) -> list[Leak]:
    """What in a draft points to somebody; names and phones first.

    Source: docs/requirements.md 000-21: a firm never learns the author, nor by the way of writing.
    """
    plain = NOISE.sub("", draft)
    found = [leak for known in cases for leak in _leaks(plain, known)]
    return sorted(found, key=lambda leak: leak.kind == "words")


def _leaks(plain: str, known: Known) -> Iterable[Leak]:
    name, tail = NOISE.sub("", known.name), NOISE.sub("", known.phone)[-PHONE_TAIL:]
    if len(name) >= NAME_LEAST and name in plain:
        yield Leak("name", name, known)
    if len(tail) == PHONE_TAIL and tail in plain:
        yield Leak("phone", tail, known)
    if shared := longest_shared(plain, NOISE.sub("", known.text)):
        yield Leak("words", shared, known)


def longest_shared(one: str, other: str) -> str:
    """The longest run of at least VERBATIM characters that two plain texts share; "" for none."""
    best = ""
    for start in range(len(other) - VERBATIM + 1):
        while (piece := other[start : start + max(VERBATIM, len(best) + 1)]) in one:
            if len(piece) <= len(best):
                break
            best = piece
    return best


def payback(invested: int, saved: int) -> Decimal | None:
    """Months until a yearly saving has paid an investment back, to a tenth; None for no saving.

    Source: docs/requirements.md 000-20: 1,800,000 for 2,600,000 a year is 8.3 months.
    """
    if saved <= 0:
        return None
    months = Decimal(invested) * MONTHS / Decimal(saved)
    return months.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a firm decided. Money is fen; `saved` is a year's."""

    decision: str
    decided_on: date
    invested: int
    saved: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate or charge as rules see it."""

    person_id: UUID
    kind: str
    number: str
    since: date
    until: date

    def valid(self, day: date) -> bool:
        """True from the first to the last day, both included."""
        return within(day, self.since, self.until)


def may_verify(person: UUID, entered_by: UUID | None, held: Sequence[Held], day: date) -> Verdict:
    """Figures are checked by somebody charged with it, other than who entered them.

    Source: docs/requirements.md 000-20: a total is a sum of verified items, not of claims.
    """
    if person == entered_by:
        return Verdict(False, "000-20", noop("这些数字是你录的"), noop("请另一位财务核实人来核"))
    mine = [one for one in held if one.person_id == person and one.kind == "finance"]
    if not any(one.valid(day) for one in mine):
        return Verdict(
            False,
            "000-20",
            noop("核实数字要有财务核实的委托，而且在有效期内"),
            noop("请工会主席在“证件和委托”里登记"),
        )
    return Verdict(True)


def may_issue(kind: str, title: str, body: str) -> Verdict:
    """A letter goes out whole: nothing left to fill, nothing nobody knows."""
    if left := unfilled(f"{title}\n{body}"):
        return Verdict(
            False,
            "000-23",
            noop("还有没填的地方"),
            noop("把【】里的换成内容"),
            {"places": left},
        )
    return Verdict(True)


#: A reason owed in writing: by what a union may say has come of a matter.
REFUSED = ("explained", "guided", "legal")


def owes_reason(claim: str) -> bool:
    """True where a matter was not taken up or not done: a written reason follows.

    Source: 浙江省工会劳动法律监督条例 art. 17: not accepted, in writing within 5 working days.
    """
    return claim in REFUSED


def may_step(kind: str, state: str) -> Verdict:
    """The next letter of the ladder comes once the answer is late, or there and not enough.

    Source: 浙江省工会劳动法律监督条例 art. 23; 一函两书.
    """
    then = wordings.KINDS[kind].then
    if not then:
        return Verdict(False, "", noop("这一步后面没有下一份文书了"))
    if state in ("answered", "overdue"):
        return Verdict(True)
    return Verdict(
        False,
        noop("《浙江省工会劳动法律监督条例》第二十三条"),
        noop("答复的期限还没有到"),
        noop("等对方答复，或者期限过了再走下一步"),
    )


def may_sign(
    person: UUID, held: Sequence[Held], employer: UUID | None, firm: UUID | None, day: date
) -> Verdict:
    """An opinion is signed by supervisors with a certificate in force, never by one of the firm.

    Source: 浙江省工会劳动法律监督条例 art. 20.
    """
    clause = noop("《浙江省工会劳动法律监督条例》第二十条")
    if firm is not None and employer == firm:
        return Verdict(False, clause, noop("你就在这家单位上班"), noop("请别的单位的监督员来签"))
    mine = [one for one in held if one.person_id == person and one.kind == "supervisor"]
    if not any(one.valid(day) for one in mine):
        return Verdict(
            False,
            clause,
            noop("签意见书要有在有效期内的监督员证"),
            noop("请工会主席在“证件和委托”里登记"),
        )
    return Verdict(True)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as rules see it: whose, under which text, and until when the certificate runs."""

    person_id: UUID
    sha256: str
    until: date


def may_send(kind: str, signed: Sequence[Signed], draft: str, chair: bool, day: date) -> Verdict:
    """An opinion goes out with two supervisors' names under these very words, by the chair.

    Source: 浙江省工会劳动法律监督条例 art. 20 (two supervisors), art. 21 (signed by the chair).
    """
    wanted = wordings.KINDS[kind].signers
    if not wanted:
        return Verdict(True)
    good = {one.person_id for one in signed if one.sha256 == draft and day <= one.until}
    if len(good) < wanted:
        return Verdict(
            False,
            noop("《浙江省工会劳动法律监督条例》第二十条"),
            noop("还差监督员签名：要两位不同的监督员，签在现在这份稿子上"),
            noop("改过稿子要重新签"),
        )
    if not chair:
        return Verdict(
            False,
            noop("《浙江省工会劳动法律监督条例》第二十一条"),
            noop("意见书由工会主席签发"),
            noop("请主席来发"),
        )
    return Verdict(True)


#: Answers by which a firm promises to do something.
PROMISING = ("adopt", "partly")
#: Days after a promised day on which the union, and then the one above it, is told.
PROMISE_TOLD = (1, 8)


def promise_level(promised: date, day: date) -> int:
    """How far the passing of a promised day is to be told on by `day`: 0 nobody, 1 the union and
    the firm, 2 the union above as well."""
    late = (day - promised).days
    return sum(late >= after for after in PROMISE_TOLD)


def may_promise(outcome: str, promised: date | None, day: date) -> Verdict:
    """Whoever takes a proposal up says by when; nobody promises a day that is over.

    Source: docs/requirements.md 000-23: the chair follows the answer.
    """
    if outcome not in PROMISING:
        return Verdict(True)
    if promised is None:
        return Verdict(False, "000-23", noop("采纳了，请写哪天前办好"))
    if promised < day:
        return Verdict(False, "000-23", noop("这一天已经过了"), noop("请选今天以后的日子"))
    return Verdict(True)
