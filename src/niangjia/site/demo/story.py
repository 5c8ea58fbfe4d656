"""A year of cases: which worker of which firm told which matter when, and what became of it."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from niangjia.site.demo import course
from niangjia.site.demo.cast import Cast
from niangjia.site.demo.course import Course, Scene
from niangjia.site.demo.deal import Deal
from niangjia.site.demo.events import StoryEvent, state_after
from niangjia.site.demo.matters import ALL
from niangjia.site.demo.matters.shape import Matter, Told
from niangjia.site.demo.people import people
from niangjia.site.demo.timeline import at_minute, office_after, worker_moment

STORIES = 400
VISIBILITY = {"hidden_from_firm": "实名·公司看不到姓名", "shown_to_firm": "实名·公司看得到姓名"}
ORIGINS = {"app": 86, "phone": 6, "visit": 5, "paper": 3}  # per cent


@dataclass(frozen=True)
class Ending:
    """How many cases end so, how long ago they began (days), and what leads there."""

    count: int
    age: tuple[int, int]
    play: Callable[[Course], None]


ENDINGS: dict[str, Ending] = {
    "received": Ending(28, (0, 2), course.stay_received),
    "accepted": Ending(28, (1, 6), course.to_accepted),
    "with_firm": Ending(38, (2, 7), course.to_firm),
    "answered": Ending(32, (3, 40), course.to_answered),
    # Answered long ago, and the author never said a word: silence is no solution.
    "silent": Ending(18, (35, 360), course.to_answered),
    "returned": Ending(10, (12, 30), course.to_returned),
    "withdrawn": Ending(16, (3, 320), course.to_withdrawn),
    "overdue_accepted": Ending(4, (22, 45), course.accept),
    "overdue_with_firm": Ending(5, (22, 48), course.to_firm),
    "back_closed": Ending(26, (25, 360), course.to_closed_after_return),
    "closed": Ending(195, (9, 364), course.to_closed),
}
NEEDS_BACK = ("returned", "back_closed")


@dataclass(frozen=True)
class Story:
    """One case: indexes into ``people()`` and ``FIRMS``; ``submitted_at`` and events are aware.

    ``handled_by`` is ``enterprise`` or ``town``; ``matter`` is the key of the matter told.
    """

    author_index: int
    firm_index: int
    board: str
    topics: tuple[str, ...]
    stars: int
    title: str
    text: str
    visibility: str
    origin: str
    submitted_at: datetime
    handled_by: str
    matter: str
    events: tuple[StoryEvent, ...]

    @property
    def state(self) -> str:
        return state_after(event.kind for event in self.events)


@dataclass(frozen=True)
class _Plan:
    matter: Matter
    told: Told
    ending: str

    @property
    def months(self) -> tuple[int, ...]:
        return self.told.months or self.matter.months


def _tellings(rng: random.Random) -> list[tuple[Matter, Told]]:
    """Return the tellings of this demo, shuffled, those of the worker's account among them."""
    pairs = [(matter, told) for matter in ALL for told in matter.told]
    rng.shuffle(pairs)
    pairs.sort(key=lambda pair: not pair[1].plan)
    return pairs[:STORIES]


def _may_end(matter: Matter, told: Told, ending: str, now_month: int) -> bool:
    """Tell whether a telling may end so: fresh cases keep to the season, returns need a reason."""
    months = told.months or matter.months
    long_ago = ENDINGS[ending].age[1] > 300
    if ending in NEEDS_BACK and (not matter.back or matter.told[matter.back_of - 1] is not told):
        return False
    return long_ago or not months or now_month in months


def _plans(rng: random.Random, today: date) -> list[_Plan]:
    """Give every telling an ending: the narrowest endings choose first."""
    left = _tellings(rng)
    month = (today - timedelta(days=10)).month
    plans = [_Plan(m, t, t.plan) for m, t in left if t.plan]
    left = [pair for pair in left if not pair[1].plan]
    taken = Counter(plan.ending for plan in plans)
    for ending in sorted(ENDINGS, key=lambda e: (e == "closed", e not in NEEDS_BACK)):
        able = [pair for pair in left if _may_end(*pair, ending, month)]
        chosen = able[: ENDINGS[ending].count - taken[ending]]
        plans += [_Plan(m, t, ending) for m, t in chosen]
        left = [pair for pair in left if pair not in chosen]
    return plans + [_Plan(m, t, "closed") for m, t in left]


def _first_day(rng: random.Random, plan: _Plan, today: date) -> date:
    """Return the day of submission: within the ending's age, in season where there is one."""
    low, high = ENDINGS[plan.ending].age
    days = [today - timedelta(days=n) for n in range(low + 1, high + 2)]
    return rng.choice([day for day in days if not plan.months or day.month in plan.months] or days)


def _told_at(rng: random.Random, day: date, origin: str) -> datetime:
    """Return when it was told: at any hour in the app, in office hours at the desk."""
    if origin == "app":
        return worker_moment(rng, day)
    return office_after(rng, at_minute(day, 0, 0), (0, 0))


def _played(rng: random.Random, plan: _Plan, scene: Scene, origin: str, today: date) -> Course:
    """Play the case; begin a day earlier until its last event lies before ``today``."""
    end = at_minute(today, 0, 0)
    day = _first_day(rng, plan, today)
    while True:
        played = Course(rng, scene, _told_at(rng, day, origin))
        began = played.now
        ENDINGS[plan.ending].play(played)
        if played.now < end:
            return Course(rng, scene, began, played.events)
        day -= timedelta(days=1)


def _visibility(rng: random.Random, told: Told) -> str:
    shown = 0.5 if "您" in told.measure and not told.voice else 0.1
    return "shown_to_firm" if rng.random() < shown else "hidden_from_firm"


def _origin(rng: random.Random, told: Told) -> str:
    return "app" if told.plan else rng.choices(list(ORIGINS), list(ORIGINS.values()))[0]


def _story(rng: random.Random, cast: Cast, deal: Deal, plan: _Plan, today: date) -> Story:
    told, matter = plan.told, plan.matter
    firm = cast.firm_for(matter, told)
    town = cast.goes_to_town(firm, told)
    scene = Scene(matter, told, cast.union_name(firm, town), town, deal)
    origin = _origin(rng, told)
    played = _played(rng, plan, scene, origin, today)
    return Story(
        author_index=cast.author_for(firm, told),
        firm_index=firm,
        board=matter.board,
        topics=matter.topics,
        stars=told.stars,
        title=told.title,
        text=told.text,
        visibility=_visibility(rng, told),
        origin=origin,
        submitted_at=played.now,
        handled_by="town" if town else "enterprise",
        matter=matter.key,
        events=tuple(played.events),
    )


def _by_time(stories: Sequence[Story]) -> list[Story]:
    return sorted(stories, key=lambda story: (story.submitted_at, story.title))


def stories(seed: int, today: date) -> list[Story]:
    """Return the 400 cases in order of submission; all that happens lies before ``today``.

    The same seed and day give the same list; ``people(seed, today)`` belongs to it.
    """
    rng = random.Random(f"stories-{seed}")
    cast = Cast(rng, people(seed, today))
    deal = Deal(rng)
    return _by_time([_story(rng, cast, deal, plan, today) for plan in _plans(rng, today)])
