"""The course of one case: who says what, in which order and when, for a wished ending."""

import random
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from niangjia.site.demo import phrases
from niangjia.site.demo.events import StoryEvent
from niangjia.site.demo.matters.shape import Matter, Said, Told
from niangjia.site.demo.timeline import office_after, spoken_date, workday_after, worker_after

SAME_OR_NEXT = (0, 1)
GLAD_FROM = 4  # stars: from here the worker mainly praises
DATE = re.compile(r"\{([dw])(\d+)\}")  # N days, or N working days, later
#: How many of the answers solve only a part, and how many unions are slow to take a case on.
HALF_DONE, SLOW = 0.13, 0.06
SOON = 12  # days: a worker waits so long to see the measure carried out before judging


@dataclass(frozen=True)
class Scene:
    """One telling at one union: all a writer of replies has to know."""

    matter: Matter
    told: Told
    union: str
    town: bool  # small firm or other union wanted: the town's union handles it

    @property
    def thing(self) -> str:
        return self.matter.things[0]

    @property
    def number(self) -> int:
        return self.matter.told.index(self.told) + 1

    @property
    def glad(self) -> bool:
        return self.told.stars >= GLAD_FROM

    @property
    def urgent(self) -> bool:
        return self.told.stars == 1

    def names_thing(self, text: str) -> bool:
        return any(thing in text for thing in self.matter.things)

    @property
    def done_in(self) -> int:
        """Days until the measure is carried out: the latest of its dates."""
        return max((int(n) for _, n in DATE.findall(self.told.measure)), default=0)

    def fitting(self, said: tuple[Said, ...]) -> list[str]:
        return [s.text for s in said if not s.of or self.number in s.of]


@dataclass
class Course:
    """Collects events; ``now`` is the moment of the last one."""

    rng: random.Random
    scene: Scene
    now: datetime
    events: list[StoryEvent] = field(default_factory=list)

    def add(self, kind: str, at: datetime, text: str, stars: int | None = None) -> None:
        self.now = at
        self.events.append(StoryEvent(kind, at, self._spoken(text, at), stars))

    def office(self, kind: str, workdays: tuple[int, int], text: str) -> None:
        if self.scene.urgent:
            workdays = (workdays[0] // 2, workdays[1] // 2)
        self.add(kind, office_after(self.rng, self.now, workdays), text)

    def worker(self, kind: str, days: tuple[int, int], text: str, stars: int | None = None) -> None:
        self.add(kind, worker_after(self.rng, self.now, days), text, stars)

    def _spoken(self, text: str, at: datetime) -> str:
        text = text.replace("{thing}", self.scene.thing).replace("{union}", self.scene.union)
        return DATE.sub(lambda found: _date(at.date(), found[1], int(found[2])), text)


def _date(day: date, unit: str, count: int) -> str:
    later = workday_after(day, count) if unit == "w" else day + timedelta(days=count)
    return spoken_date(later)


def _opened(course: Course, naming: tuple[str, ...], plain: tuple[str, ...], text: str) -> str:
    """Put an opening before a text: one that names the thing where the text does not."""
    if not course.scene.names_thing(text):
        return course.rng.choice(naming) + text
    return course.rng.choice((*naming[::2], *plain)) + text


def _ended(text: str) -> str:
    return text if text[-1] in "。？！" else text + "。"


def accept(course: Course) -> None:
    """The union takes the case and says what it does first."""
    fitting = course.scene.fitting(course.scene.matter.looks) or list(phrases.LOOK_FIRST)
    look = _ended(course.rng.choice(fitting))
    if course.scene.glad:
        text = course.rng.choice(phrases.ACCEPT_GLAD) + course.rng.choice(phrases.GLAD_FIRST)
    else:
        text = _opened(course, phrases.ACCEPT_NAMING, phrases.ACCEPT_PLAIN, look)
    wait = (5, 8) if course.rng.random() < SLOW else SAME_OR_NEXT
    course.office("accept", wait, text + course.rng.choice(phrases.ACCEPT_CLOSE))


def accept_again(course: Course) -> None:
    """The union takes a case back that the worker was not content with."""
    course.office("accept", SAME_OR_NEXT, course.rng.choice(phrases.REACCEPT))


def ask_firm(course: Course) -> None:
    """The union puts the matter before the firm, without the author."""
    if course.scene.glad:
        course.office("ask_firm", SAME_OR_NEXT, course.rng.choice(phrases.ASK_GLAD))
        return
    ask = _ended(course.scene.matter.ask)
    opening = course.rng.choice(phrases.ASK_OPEN)
    if not course.scene.names_thing(opening + ask):
        opening = "关于{thing}，"
    course.office("ask_firm", SAME_OR_NEXT, opening + ask + course.rng.choice(phrases.ASK_CLOSE))


def firm_reply(course: Course, measure: str) -> None:
    """The firm answers with a concrete measure."""
    if course.scene.glad:
        text = course.rng.choice(phrases.FIRM_GLAD) + measure
    elif "您" in measure:
        text = course.rng.choice(phrases.FIRM_RELAY) + measure
    else:
        text = _opened(course, phrases.FIRM_NAMING, phrases.FIRM_PLAIN, measure)
    closing = "" if course.scene.glad else course.rng.choice(phrases.FIRM_CLOSE)
    course.office("firm_reply", (1, 4), _ended(text) + closing)


def _answer(course: Course) -> str:
    fitting = course.scene.fitting(course.scene.matter.answers)
    pool = fitting if fitting and not course.scene.glad else list(phrases.FOLLOW_UP)
    return _ended(course.rng.choice(pool))


def reply(course: Course) -> None:
    """The union answers the worker after the firm has spoken."""
    if course.scene.glad:
        text = course.rng.choice(phrases.REPLY_GLAD)
    else:
        text = _opened(course, phrases.REPLY_NAMING, phrases.REPLY_PLAIN, _answer(course))
    course.office("reply", SAME_OR_NEXT, text + course.rng.choice(phrases.REPLY_CLOSE))


def reply_directly(course: Course) -> None:
    """The union has settled it by word of mouth and tells the worker itself."""
    text = course.rng.choice(phrases.DIRECT_OPEN) + _ended(course.scene.told.measure)
    more = "" if course.scene.glad else course.rng.choice((_answer(course), ""))
    course.office("reply", (1, 4), text + more)


def reply_again(course: Course) -> None:
    """The second, better answer after a case came back."""
    opening = course.rng.choice(phrases.REPLY_AGAIN)
    course.office("reply", (1, 3), opening + _ended(course.scene.matter.second))


def judge(course: Course) -> None:
    """The worker closes the case: mostly content, now and then with half of it."""
    if not course.scene.glad and course.rng.random() < HALF_DONE:
        stars = course.rng.choice((2, 3, 3, 4))
        course.worker("verdict_partly", (2, 6), course.rng.choice(phrases.PARTLY), stars)
        return
    content(course)


def content(course: Course) -> None:
    """The worker is content and closes the case, with or without words."""
    wait, words = 0, _content_words(course)
    if words in course.scene.fitting(course.scene.matter.thanks):
        wait = course.scene.done_in  # concrete thanks come when the thing is done
    stars = 4 if "四星" in words else course.rng.choice((3, 4, 4, 5, 5, 5))
    course.worker("verdict_ok", (wait, wait + 3), words, stars)


def _content_words(course: Course) -> str:
    share = course.rng.random()
    fitting = course.scene.fitting(course.scene.matter.thanks)
    if fitting and share < 0.6 and course.scene.done_in <= SOON:
        return course.rng.choice(fitting)
    return course.rng.choice(phrases.CONTENT) if share < 0.85 else ""


def send_back(course: Course) -> None:
    """The worker is not content and says why."""
    done, stars = min(course.scene.done_in, SOON), course.rng.choice((1, 1, 2))
    course.worker("verdict_back", (done + 3, done + 6), course.scene.matter.back, stars)


def add_word(course: Course) -> None:
    """The worker adds a word."""
    course.worker("add_word", (0, 1), course.rng.choice(phrases.ADD_WORDS))


def note(course: Course) -> None:
    """A member of the union's staff leaves an internal note."""
    course.office("note", SAME_OR_NEXT, course.rng.choice(phrases.NOTES))


def withdraw(course: Course) -> None:
    """The worker takes the case back."""
    course.worker("withdraw", (1, 3), course.rng.choice(phrases.WITHDRAW))


def _aside(course: Course, share: float = 0.16) -> None:
    if course.rng.random() < share:
        note(course)
    elif course.rng.random() < share:
        add_word(course)


def to_firm(course: Course) -> None:
    """From received to with the firm."""
    accept(course)
    _aside(course)
    ask_firm(course)


def to_answered(course: Course) -> None:
    """From received to answered, mostly by way of the firm."""
    if course.rng.random() < 0.18:
        accept(course)
        _aside(course)
        reply_directly(course)
        return
    to_firm(course)
    _aside(course, 0.08)
    firm_reply(course, course.scene.told.measure)
    reply(course)


def to_accepted(course: Course) -> None:
    """Accepted for the first time, or with the union again after the firm's answer."""
    if course.rng.random() < 0.4:
        to_firm(course)
        firm_reply(course, course.scene.told.measure)
        return
    accept(course)
    _aside(course, 0.25)


def to_returned(course: Course) -> None:
    """Answered by way of the firm, then sent back."""
    to_firm(course)
    firm_reply(course, course.scene.told.measure)
    reply(course)
    send_back(course)


def to_closed(course: Course) -> None:
    """The straight way: answered, and the worker judges."""
    to_answered(course)
    judge(course)


def to_closed_after_return(course: Course) -> None:
    """The long way: sent back once, answered better, then closed."""
    to_returned(course)
    accept_again(course)
    if course.rng.random() < 0.5:
        note(course)
    reply_again(course)
    judge(course)


def to_withdrawn(course: Course) -> None:
    """Taken back by the author before or after the union had begun."""
    if course.rng.random() < 0.6:
        accept(course)
    withdraw(course)


def stay_received(course: Course) -> None:
    """Nobody has looked yet; now and then the worker adds a word."""
    if course.rng.random() < 0.12:
        add_word(course)
