"""What pages show. Of the person there is nothing to read here but where they live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from niangjia.kernel.base import counts
from niangjia.kernel.base.clock import date_text
from niangjia.kernel.base.sealed import blind
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import door as people

from . import actions
from .rules import consent, face, lines
from .rules.records import Band, Outcome, Scale
from .rules.scales import HARM, MORE, SCALES, WHO5

#: Rooms that may come: their pages show up here as soon as there are any.
FILM, TALK = "mood:film", "counsel:duty"
DAYS = 14


def there(name: str) -> str:
    """The address of a page of another part of the house; "" while that part is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def film_url(actor: Actor) -> str:
    """Where the film begins; "" where the union did not open it."""
    return reverse("mood:consent") if there(FILM) and people.is_open(actor, "mood_film") else ""


def own_key(actor: Actor) -> str:
    """What this person's records on a phone are locked with: 128 bits, the same on every device,
    given only to a page this person is logged in to. A phone that was logged out from afar holds
    bytes nobody can read.
    """
    return blind(str(actor.me), "mood.kept")


def place(actor: Actor) -> str:
    """The city whose number goes up; never anything below one. "" where there is no city."""
    return people.city_of(actor.org_path)


def help_lines() -> list[dict[str, str]]:
    """Who can be rung now, wherever one is; the page adds the union's own line."""
    return [{"number": n, "name": _(name), "hint": _(hint)} for n, name, hint in lines.LINES]


def shown_scale(scale: Scale) -> dict[str, Any]:
    """A scale in the visitor's language."""
    return {
        "key": scale.key,
        "title": _(scale.title),
        "hint": _(scale.hint),
        "lead": _(scale.lead),
        "best": scale.best,
        "bright": scale.bright,
        "source": scale.source,
        "licence": scale.licence,
    }


def more() -> list[dict[str, Any]]:
    """What a worker may add to the five questions."""
    return [shown_scale(scale) for scale in MORE]


def shown_band(scale: Scale, band: Band) -> dict[str, Any]:
    """A band in the visitor's language."""
    return {
        "key": f"{scale.key}-{band.key}",
        "title": _(band.title),
        "words": _(band.words),
        "helps": [_(text) for text in band.helps],
    }


@dataclass(frozen=True, slots=True)
class Told:
    """One scale of a result page. `score` is None until a script on the phone fills it in, and
    then every band lies ready; `share` is the part of a ring that is drawn, in percent.
    """

    scale: dict[str, Any]
    bands: list[dict[str, Any]]
    score: int | None = None
    share: int = 0


def told(outcomes: tuple[Outcome, ...]) -> list[Told]:
    """The mood score first, then what was added."""
    return [_told(one) for one in sorted(outcomes, key=lambda one: not one.scale.bright)]


def _told(found: Outcome) -> Told:
    shown, share = shown_scale(found.scale), round(100 * found.score / found.scale.best)
    return Told(shown, [shown_band(found.scale, found.band)], found.score, share)


#: From here on a mood score is not low.
STEADY_FROM = WHO5.bands[-1].least


def deeper(outcomes: tuple[Outcome, ...]) -> bool:
    """Whether the other questions are offered: the five alone were asked, and came out low."""
    return len(outcomes) == 1 and outcomes[0].score < STEADY_FROM


def untold() -> list[Told]:
    """Every scale with all that can be said to it, for a phone to choose from."""
    order = sorted(SCALES, key=lambda one: not one.bright)
    return [Told(shown_scale(one), [shown_band(one, band) for band in one.bands]) for one in order]


def for_script(scales: tuple[Scale, ...]) -> dict[str, Any]:
    """What the script needs to count on the phone: the same numbers the server counts with."""
    return {
        "harm": HARM,
        "scales": [
            {
                "key": scale.key,
                "title": _(scale.title),
                "items": len(scale.items),
                "factor": scale.factor,
                "best": scale.best,
                "bright": scale.bright,
                "bands": [[band.least, band.key, _(band.title)] for band in scale.bands],
            }
            for scale in scales
        ],
    }


def face_words() -> dict[str, Any]:
    """Names and places of the regions of the drawn face, for the script."""
    return {key: [_(name), *at] for key, (name, at) in face.REGIONS.items()}


def receipt(found: consent.Receipt) -> dict[str, Any]:
    """A receipt for the page and, as JSON, for the phone."""
    return {
        "number": found.number,
        "at": found.at.isoformat(timespec="seconds"),
        "version": found.version,
        "token": found.token,
    }


def points() -> list[tuple[str, str]]:
    """What one agrees to."""
    return [(_(title), _(text)) for title, text in consent.POINTS]


def used(actor: Actor | None) -> list[tuple[str, int]]:
    """How many runs there were at the visitor's city: days that are over, with 20 or more."""
    if actor is None or not actor.org_path:
        return []
    found = counts.shown(actions.WHAT, people.city_of(actor.org_path), DAYS)
    return [(date_text(one.day), one.n) for one in found]
