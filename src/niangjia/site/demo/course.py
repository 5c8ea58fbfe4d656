"""The course of one case: who says what, in which order and when, for a wished ending."""

import random
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from niangjia.site.demo import phrases
from niangjia.site.demo.deal import Deal, dealt
from niangjia.site.demo.events import StoryEvent
from niangjia.site.demo.matters.shape import Matter, Told
from niangjia.site.demo.timeline import office_after, spoken_date, workday_after, worker_after
from niangjia.site.demo.words import AGAIN, Own, own_words

SAME_OR_NEXT = (0, 1)
GLAD_FROM = 4  # stars: from here the worker mainly praises
DATE = re.compile(r"\{([dw])(\d+)\}")  # N days, or N working days, later
#: How many of the answers solve only a part, and how many unions are slow to take a case on.
HALF_DONE, SLOW = 0.13, 0.06
ASIDE = 0.75  # how often what could be noted or added is
WAITS = 7  # days: what is done sooner the union looks at before it answers
SOON = 12  # days: a worker waits so long to see the measure carried out before judging


@dataclass(frozen=True)
class Scene:
    """One telling at one union: all a writer of replies has to know."""

    matter: Matter
    told: Told
    union: str
    town: bool  # small firm or other union wanted: the town's union handles it
    deal: Deal  # turns of phrase that each stand in one case only

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

    @property
    def own(self) -> Own:
        """The words that belong to this telling and to no other."""
        return own_words(self.matter.key, self.number)

    @property
    def look(self) -> str:
        return self.own.look or dealt(self.matter, self.matter.looks).get(self.number, "")

    @property
    def ask(self) -> str:
        return self.own.ask or self.matter.ask

    @property
    def answer(self) -> str:
        return self.own.answer or dealt(self.matter, self.matter.answers)[self.number]

    @property
    def thanks(self) -> str:
        return dealt(self.matter, self.matter.thanks).get(self.number, "")

    def take(self, kind: str) -> str:
        """A turn of phrase of this kind that no other case has, or none."""
        return self.deal.take(kind, self.told.title)


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


def _named(course: Course, text: str, opening: str = "{thing}的事，") -> str:
    """Put an opening before a text that does not name its thing."""
    return text if course.scene.names_thing(text) else opening + text


def _ended(text: str) -> str:
    return text if text[-1] in "。？！" else text + "。"


def _closed(course: Course, text: str, closings: tuple[str, ...]) -> str:
    """Put a closing after a text that is long enough to outweigh it."""
    closing = course.rng.choice(closings)
    return text + closing if len(text) >= phrases.CARRIES else text


def accept(course: Course) -> None:
    """The union takes the case and says what it does first."""
    look, rng = course.scene.look, course.rng
    wait = (5, 8) if rng.random() < SLOW else SAME_OR_NEXT
    opening = rng.choice(phrases.ACCEPT_OPEN)
    text = _ended(look) if opening else _closed(course, _ended(look), phrases.ACCEPT_CLOSE)
    course.office("accept", wait, opening + text)


def accept_again(course: Course) -> None:
    """The union takes a case back that the worker was not content with."""
    course.office("accept", SAME_OR_NEXT, AGAIN[course.scene.matter.key])


def ask_firm(course: Course) -> None:
    """The union puts the matter before the firm, without the author."""
    text = _named(course, _ended(course.scene.ask), "关于{thing}：")
    course.office("ask_firm", SAME_OR_NEXT, _closed(course, text, phrases.ASK_CLOSE))


def firm_reply(course: Course, measure: str) -> None:
    """The firm answers with a concrete measure."""
    if course.scene.glad:
        text = course.rng.choice(phrases.FIRM_GLAD) + measure
    elif "您" in measure:
        text = course.rng.choice(phrases.FIRM_RELAY) + measure
    else:
        names = course.scene.names_thing(measure)
        text = course.rng.choice(phrases.FIRM_PLAIN if names else phrases.FIRM_NAMING) + measure
    closing = "" if course.scene.glad else course.rng.choice(phrases.FIRM_CLOSE)
    course.office("firm_reply", (1, 4), _ended(text) + closing)


def reply(course: Course) -> None:
    """The union answers the worker after the firm has spoken."""
    text = _closed(course, _named(course, _ended(course.scene.answer)), phrases.REPLY_CLOSE)
    seen = _seen_after(course.scene.done_in)
    course.add("reply", office_after(course.rng, course.now, (seen, seen + 1)), text)


def _seen_after(days: int) -> int:
    """How many working days a union waits to see for itself what is done within a week."""
    return -(-days * 5 // 7) if days <= WAITS else 0


def reply_directly(course: Course) -> None:
    """The union has settled it by word of mouth and tells the worker itself."""
    measure = _ended(course.scene.told.measure)
    if course.scene.names_thing(measure):
        measure = course.rng.choice(phrases.DIRECT_OPEN) + measure
    text = _named(course, measure, course.rng.choice(phrases.DIRECT_NAMING))
    course.office("reply", (1, 4), text + course.rng.choice((_ended(course.scene.answer), "")))


def reply_again(course: Course) -> None:
    """The second, better answer after a case came back."""
    text = _named(course, _ended(course.scene.matter.second), "{thing}重新办过了。")
    course.office("reply", (1, 3), text)


def judge(course: Course) -> None:
    """The worker closes the case: mostly content, now and then with half of it."""
    half = not course.scene.glad and course.rng.random() < HALF_DONE
    if half and (words := course.scene.take("partly")):
        course.worker("verdict_partly", (2, 6), words, course.rng.choice((2, 3, 3, 4)))
        return
    content(course)


def content(course: Course) -> None:
    """The worker is content and closes the case, with or without words."""
    wait, words = 0, _content_words(course)
    if words and words == course.scene.thanks:
        wait = course.scene.done_in  # concrete thanks come when the thing is done
    stars = 4 if "四星" in words else course.rng.choice((3, 4, 4, 5, 5, 5))
    course.worker("verdict_ok", (wait, wait + 3), words, stars)


def _content_words(course: Course) -> str:
    share, scene = course.rng.random(), course.scene
    if scene.thanks and share < 0.75 and scene.done_in <= SOON:
        return scene.thanks
    return scene.take("content") if share < 0.85 else ""


def send_back(course: Course) -> None:
    """The worker is not content and says why."""
    done, stars = min(course.scene.done_in, SOON), course.rng.choice((1, 1, 2))
    course.worker("verdict_back", (done + 3, done + 6), course.scene.matter.back, stars)


def add_word(course: Course) -> None:
    """The worker adds a word."""
    course.worker("add_word", (0, 1), course.scene.own.word)


def note(course: Course) -> None:
    """A member of the union's staff leaves an internal note."""
    course.office("note", SAME_OR_NEXT, course.scene.own.note)


def withdraw(course: Course) -> None:
    """The worker takes the case back."""
    course.worker("withdraw", (1, 3), course.scene.take("withdraw"))


def _aside(course: Course) -> None:
    """Where this telling has a note or a word to add, mostly so."""
    if course.scene.own.note and course.rng.random() < ASIDE:
        note(course)
    elif course.scene.own.word and course.rng.random() < ASIDE:
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
    firm_reply(course, course.scene.told.measure)
    reply(course)


def to_accepted(course: Course) -> None:
    """Accepted for the first time, or with the union again after the firm's answer."""
    if course.rng.random() < 0.4:
        to_firm(course)
        firm_reply(course, course.scene.told.measure)
        return
    accept(course)
    _aside(course)


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
    reply_again(course)
    judge(course)


def to_withdrawn(course: Course) -> None:
    """Taken back by the author before or after the union had begun."""
    if course.rng.random() < 0.6:
        accept(course)
    withdraw(course)


def stay_received(course: Course) -> None:
    """Nobody has looked yet; now and then the worker adds a word."""
    if course.scene.own.word:
        add_word(course)
