"""Pure rules of 职工点评: boards, topics, who answers, what is promised. No database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Verdict
from niangjia.kernel.cases.door import triage

SERVICE = "feedback"
KIND = "review"

#: The three boards of the reports (docs/requirements.md 000-21); a union may add its own.
BOARDS: tuple[tuple[str, str], ...] = (
    ("welfare", noop("福利待遇")),
    ("voice", noop("民主协商")),
    ("conditions", noop("劳动条件")),
)
#: Messages of an imported mailbox stand on no board until somebody sorts them.
UNSORTED, UNSORTED_TITLE = "unsorted", noop("未分类")
TOPICS = (
    noop("食堂伙食"),
    noop("住宿"),
    noop("工资发放"),
    noop("加班工时"),
    noop("休息休假"),
    noop("社保公积金"),
    noop("安全防护"),
    noop("冷暖通风"),
    noop("上下班"),
    noop("女职工"),
    noop("沟通公开"),
    noop("其他"),
)
#: The own union does not get the matter, and the firm never hears of it.
UPPER = "upper"
#: Who can see that it was you. The first is the default: real name, hidden from the firm.
WHO: tuple[tuple[str, str], ...] = (
    ("union", noop("实名·公司看不到姓名")),
    ("firm", noop("实名·公司看得到姓名")),
    (UPPER, noop("不给本单位工会，只给上级工会")),
)
WHO_HINTS = {
    "union": noop("只有办这件事的工会能联系你，谁看过都有记录。"),
    "firm": noop("公司知道是你说的，适合想当面谈的事。"),
    UPPER: noop("本单位工会和公司都看不到，由镇街工会来办。"),
}
ORIGINS: tuple[tuple[str, str], ...] = (
    ("paper", noop("意见箱纸条")),
    ("phone", noop("来电")),
    ("visit", noop("来访")),
)

#: Below this many people a chair is as good as the boss: the town's union answers.
SMALL_FIRM = 30
TEXT_MIN, TEXT_MAX = 5, 500


@dataclass(frozen=True, slots=True)
class Union:
    """A union that could answer."""

    id: UUID
    name: str
    path: str
    root: str
    level: str


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers, and why."""

    union: Union
    why: Verdict


def route(headcount: int, own: Union | None, above: Sequence[Union], who: str) -> Route | None:
    """Choose the union that answers a review; None when no union is known at all.

    `own` is the union of the firm's workers, `above` the unions over the firm from the operating
    one down to the town's. Source: docs/requirements.md 000-21, 003-10.
    """
    town = above[-1] if above else None
    if town is None:
        return Route(own, Verdict(True, "000-21", noop("本单位工会"))) if own else None
    if own is None:
        return Route(town, Verdict(True, "000-21", noop("单位还没有工会，由镇街工会来办")))
    if who == UPPER:
        return Route(town, Verdict(True, "000-21", noop("按你的意思，由镇街工会来办")))
    if headcount < SMALL_FIRM:
        return Route(town, Verdict(True, "000-21", noop("人少的单位由镇街工会来办")))
    return Route(own, Verdict(True, "003-10", noop("本单位工会")))


#: How pressing a matter sounds, the most pressing first; without a word of these, nothing.
URGENCIES = ("now", "soon")
BY_TITLE = {title: board for board, title in BOARDS}
#: The words a suggestion looks for; sections are the titles of boards, the topics and URGENCIES.
LEXICON = triage.read(Path(__file__).with_name("lexicon.txt"))
#: The same as plain sections, as unions change them.
SECTIONS: dict[str, dict[str, float]] = {
    section: {w: held[section] for w, held in LEXICON.weights.items() if section in held}
    for section in LEXICON.sections
}
#: A union's words: so many signs at most.
WORD_MOST = 20
#: A topic is suggested from about one clear word on, and at most so many are.
TOPIC_LEAST, TOPICS_MOST = 0.5, 3
#: How strongly the words speak before any correction does.
TRUST = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """A word list ready to be asked. Sections that are neither boards of the house, topics nor
    urgencies are the keys of a union's own boards."""

    boards: triage.Lexicon
    topics: triage.Lexicon
    urgent: triage.Lexicon
    board_of: dict[str, str]


def words_of(sections: Mapping[str, Mapping[str, float]]) -> Words:
    """A word list from its sections."""
    whole = triage.Lexicon({section: dict(words) for section, words in sections.items()})
    own = {section: section for section in sections if section not in {*TOPICS, *URGENCIES}}
    board_of = own | BY_TITLE
    boards, topics, urgent = (whole.only(wanted) for wanted in (board_of, TOPICS, URGENCIES))
    return Words(boards, topics, urgent, board_of)


#: The list that comes with the house.
HOUSE = words_of(SECTIONS)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where a text seems to belong. Somebody decides; nothing is sorted by this alone.

    `board` is None and `confidence` 0 when no word is known; `confidence` lies between 0 and 1.
    `urgency` is "now", "soon" or "". `words` are those that led here, as they stand in the text.
    """

    board: str | None
    confidence: float
    topics: tuple[str, ...]
    urgency: str
    words: tuple[str, ...]


class Sorter(Protocol):
    """Anything that says which board a message belongs to."""

    def guess(self, messages: Sequence[triage.Message]) -> list[triage.Guess]:
        """The board of each message, by its title, or the key of a union's own."""


def suggest(text: str, learned: Sorter | None = None, words: Words = HOUSE) -> Suggestion:
    """Suggest board, topics and urgency by a word list, and by `learned` when it is given."""
    plain = triage.clean(text)
    heard = {part: part.words(plain) for part in (words.boards, words.topics, words.urgent)}
    said = {section: x for part in heard for section, x in part.score(heard[part]).items()}
    board, confidence = (
        _board(said, words) if learned is None else _learned_board(text, learned, words)
    )
    topics = sorted((t for t in TOPICS if said.get(t, 0) >= TOPIC_LEAST), key=lambda t: -said[t])
    topics = topics[:TOPICS_MOST]
    urgency = next((level for level in URGENCIES if level in said), "")
    sections = (section for section, key in words.board_of.items() if key == board)
    chosen = {*topics, urgency, *sections}
    led = [w for part in heard for w in heard[part] if chosen & part.weights[w].keys()]
    return Suggestion(board, confidence, tuple(topics), urgency, tuple(dict.fromkeys(led)))


def _board(said: dict[str, float], words: Words) -> tuple[str | None, float]:
    """The board that the most is said of, and its share."""
    scores = {board: said[section] for section, board in words.board_of.items() if section in said}
    if not scores:
        return None, 0.0
    best = max(scores, key=scores.__getitem__)
    return best, scores[best] / sum(scores.values())


def heard(text: str, words: Words) -> list[tuple[str, tuple[str, ...]]]:
    """Every word of the list that stands in a text, with the sections it speaks for."""
    plain, out = triage.clean(text), dict[str, list[str]]()
    for part in (words.boards, words.topics, words.urgent):
        for word in dict.fromkeys(part.words(plain)):
            out.setdefault(word, []).extend(part.weights[word])
    return [(word, tuple(sections)) for word, sections in out.items()]


#: A model that is so little surer of one board than of the others has nothing to say.
UNSURE = 0.02


def _learned_board(text: str, learned: Sorter, words: Words) -> tuple[str | None, float]:
    guess = learned.guess([triage.Message("", "", text)])[0]
    if guess.confidence < 1 / len(guess.shares) + UNSURE:
        return None, 0.0
    return words.board_of.get(guess.board, guess.board), guess.confidence


def learn(corrections: Sequence[tuple[str, str]], words: Words = HOUSE) -> triage.Learned:
    """What (text, board) pairs that somebody corrected teach, the newest last.

    Boards that a union added stand under their keys.
    """
    titles = dict(BOARDS)
    examples = [triage.Message("", "", t, titles.get(b, b)) for t, b in corrections]
    known = {message.category for message in examples} | words.board_of.keys()
    own = sorted(known - BY_TITLE.keys())
    return triage.learn(examples, words.boards, [*BY_TITLE, *own], trust=TRUST)


#: What no cases about an employer may mean.
HEARD, USED, SILENT, UNKNOWN = "heard", "used", "silent", "unknown"
#: Share of those who have no channel, in per cent, from which silence is not contentment.
NOBODY_ASKS = 50


def silence(cases: int, answered: int, none: int | None) -> str:
    """No cases: because things are well, or because nobody knows whom to tell?

    `answered` said in a survey what their usual channel is, `none` of them that they have none;
    None: too few to show. Source: docs/requirements.md 004-22.
    """
    if cases:
        return HEARD
    if not answered or none is None:
        return UNKNOWN
    return SILENT if 100 * none >= NOBODY_ASKS * answered else USED


YES = Verdict(True)
#: Verbs that can be used on many cases at once -> (title, whether the author is told).
IN_BATCHES: dict[str, tuple[str, bool]] = {
    "accept": (noop("受理"), True),
    "forward": (noop("转办"), False),
    "sort": (noop("归类"), False),
    "note": (noop("写备注"), False),
    "progress": (noop("说进展"), True),
    "merge": (noop("并到一件"), True),
}


@dataclass(frozen=True, slots=True)
class InBatch:
    """What decides whether a verb can be used on one case. `verbs` are the steps open to it now;
    `to` is the path of the union a case shall go to, "" while none is chosen; `merging` is what the
    rule of merging says, once a main case is chosen."""

    mine: bool
    closed: bool
    verbs: frozenset[str]
    board: str
    visibility: str
    path: str
    to: str = ""
    target: str = ""
    merging: Verdict = YES


def in_batch(verb: str, case: InBatch) -> Verdict:
    """Whether a verb may be used on a case together with others, said before anything is done.

    The verb itself decides once more when its turn comes. Source: docs/requirements.md 000-21.
    """
    if verb == "note":
        return Verdict(True)
    if verb == "merge":
        return case.merging
    if not case.mine:
        return Verdict(False, "000-21", noop("由别的工会来办"))
    if case.closed:
        return Verdict(False, "000-21", noop("已经办结了"))
    if verb == "sort" and case.board == case.target:
        return Verdict(False, "000-21", noop("已经在这个方面了"))
    if verb == "accept" and verb not in case.verbs:
        return Verdict(False, "000-21", noop("已经受理了"))
    if verb == "forward" and verb not in case.verbs:
        return Verdict(False, "000-21", noop("已经转给公司或者答复了，现在不能转"))
    if verb == "forward" and case.to and _away(case):
        return Verdict(False, "000-21", noop("写的人只想让上级工会来办"))
    return Verdict(True)


def _away(case: InBatch) -> bool:
    return case.visibility == UPPER and not case.path.startswith(case.to)
