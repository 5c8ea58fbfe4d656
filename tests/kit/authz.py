"""The authorisation matrix: every route, asked by everybody, about things near and far."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from niangjia.kernel.acts.models import Hold
from niangjia.kernel.base import permits
from niangjia.kernel.base.types import STAFF_POSTS, Post
from niangjia.kernel.bundles.models import Bundle
from niangjia.kernel.cases.models import Attachment, Board, Deputy, Duty, Hunch, Matter
from niangjia.kernel.desks.models import Batch, Canned, View
from niangjia.kernel.files.models import Upload
from niangjia.kernel.insight.models import Advice, Bulletin
from niangjia.kernel.insight.models import Part as FirmPart
from niangjia.kernel.letters.models import Benefit, Letter, Mandate
from niangjia.kernel.mediation.models import Mediation
from niangjia.kernel.notices.models import Broadcast, Notice
from niangjia.kernel.offers.models import Campaign, Claim, Item, Offer, Pack, Point, Roll, Waiter
from niangjia.kernel.offers.models import Receipt as Slip
from niangjia.kernel.people.models import Appointment, Import, Org, Person
from niangjia.kernel.surveys.models import Survey
from niangjia.services.lodging.models import Receipt, Stay

from . import desk_sight, gifts, helped, lists, scope, shown, stocks, table_sight, talks, visited
from .drawing import drawn_plainly
from .hats import Hat, World
from .routes import Route
from .second_rows import SECONDS, seconds

NOBODY = ""
#: Everybody who asks: self, beside, above, below, other root, other post, ended post.
ASKERS = (
    NOBODY,
    "a1x-asker",
    "a1x-colleague",
    "b2y-asker",
    "a1x.officer",
    "a1x.chair",
    "a1y.chair",
    "a1.officer",
    "a2.chair",
    "a.officer",
    "a.caller",
    "a.admin",
    "b.officer",
    "city.officer",
    "city.admin",
    "a1x-firm.responder",
    "a1y-firm.responder",
    "retired.officer",
    "fired.responder",
)
ABSENT = UUID("00000000-0000-7000-8000-000000000000")
CANARY = re.compile(r"\[\w+:[\w./-]+\]")
Sees = Callable[[World, Hat, Any], bool]


def keeps(world: World, hat: Hat, org: Org) -> bool:
    """Whose desk an organisation stands on: unions and the administrator, for their own part."""
    return hat.post in (*STAFF_POSTS, Post.ADMIN) and org.path.startswith(hat.org.path)


def keeps_board(world: World, hat: Hat, board: Board) -> bool:
    return hat.post in STAFF_POSTS and board.org_id == hat.org.id


def keeps_post(world: World, hat: Hat, row: Appointment) -> bool:
    org = next(o for o in world.orgs.values() if o.id == row.org_id)
    return keeps(world, hat, org)


def keeps_hold(world: World, hat: Hat, hold: Hold) -> bool:
    return scope.sees_hold(world, hat, hold) and scope.at_the_top(hat)


def keeps_view(world: World, hat: Hat, view: View) -> bool:
    return desk_sight.sees_view(world, hat, view)


def keeps_batch(world: World, hat: Hat, batch: Batch) -> bool:
    return hat.post in (Post.OFFICER, Post.CHAIR) and desk_sight.sees_batch(world, hat, batch)


def keeps_words(world: World, hat: Hat, words: Canned) -> bool:
    return hat.post in (Post.OFFICER, Post.CHAIR) and words.org_id == hat.org.id


def keeps_person(world: World, hat: Hat, person: Person) -> bool:
    return hat.post != Post.WORKER and scope.sees_person(world, hat, person)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a route is asked about: a name for the table, the row, and who may know of it."""

    name: str
    row: models.Model
    sees: Sees


def things(world: World, parameter: str) -> list[Thing]:
    """Near and far examples for a route's parameter."""
    if parameter == "case_id":
        cases = ("a1x.seated", "a1x.own", "a1x.town", "b2y.seated")
        return [Thing(n, world.cases[n], scope.sees_case) for n in cases]
    if parameter == "org_id":
        return [Thing(n, world.orgs[n], keeps) for n in ("a1x", "a1x-firm", "a1", "b2y")]
    if parameter in ("person_id", "other_id"):
        people = ("a1x-colleague", "a1.officer", "b2y-colleague")
        return [Thing(n, world.people[n], keeps_person) for n in people]
    rows: dict[str, tuple[type[models.Model], Sees]] = {
        "bulletin_id": (
            Bulletin,
            lambda world, hat, row: shown.reads(hat, row) or row.org_id == hat.org.id,
        ),
        "advice_id": (Advice, lambda world, hat, row: row.org_id == hat.org.id),
        "part_id": (FirmPart, lambda world, hat, row: row.firm_id == hat.org.id),
        "board_id": (Board, keeps_board),
        "appointment_id": (Appointment, keeps_post),
        "notice_id": (Notice, lambda world, hat, row: scope.mine(hat, row.person_id)),
        "run_id": (Import, scope.sees_import),
        "hold_id": (Hold, keeps_hold),
        "deputy_id": (Deputy, scope.of_own_desk),
        "duty_id": (Duty, talks.keeps_duty),
        "matter_id": (Matter, scope.sees_matter),
        "hunch_id": (Hunch, scope.of_own_desk),
        "letter_id": (Letter, scope.sees_letter),
        "benefit_id": (Benefit, scope.in_part),
        "mediation_id": (Mediation, table_sight.sees_mediation),
        "bundle_id": (Bundle, table_sight.sees_bundle),
        "mandate_id": (Mandate, scope.of_own_desk),
        "file_id": (Attachment, scope.sees_attachment),
        "broadcast_id": (Broadcast, scope.sees_broadcast),
        "upload_id": (Upload, scope.sees_upload),
        "survey_id": (Survey, scope.sees_survey),
        "batch_id": (Batch, keeps_batch),
        "view_id": (View, keeps_view),
        "words_id": (Canned, keeps_words),
        "offer_id": (Offer, gifts.keeps_offer),
        "campaign_id": (Campaign, lists.opens_campaign),
        "pack_id": (Pack, lists.opens_pack),
        "roll_id": (Roll, lists.opens_roll),
        "handed_id": (Offer, stocks.hands_out),
        "point_id": (Point, stocks.in_part),
        "item_id": (Item, stocks.sees_item),
        "slip_id": (Slip, stocks.firm_got),
        **visited.ADDRESSED,
        **helped.ADDRESSED,
        "claim_id": (Claim, gifts.keeps_claim),
        "waiter_id": (Waiter, scope.own),
        "stay_id": (Stay, scope.of_own_desk),
        "receipt_id": (Receipt, scope.own),
    }
    model, sees = rows[parameter]
    found: list[Any] = world.all(model)
    return [Thing(_canary(found[i]), found[i], sees) for i in (0, len(found) // 2, -1)]


def holds_words(value: Any) -> bool:
    """Text, or what a column of JSON holds."""
    return isinstance(value, str | dict | list)


def _canary(row: Any) -> str:
    for value in vars(row).values():
        if isinstance(value, str) and CANARY.fullmatch(value):
            return value.strip("[]")
    return type(row).__name__


#: Parameters that name no row.
WORDS = {
    "code": "Ca",
    "key": "case.received",
    "kind": "people",
    "number": 2026,
    "part": "thumb",
    "path": "33.01.91.",
    "pk": 1,
    "question_id": "q1",
    "slot": "nonsense",
    "token": "nonsense",
    "verb": "ask",
    "template": "proposal",
    "suffix": "docx",
}


@dataclass(slots=True)
class Asked:
    """One line of the matrix: a route, a method, a thing, and what everybody got."""

    route: Route
    method: str
    thing: str
    got: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.route.address, self.method, self.thing)


def questions(world: World, route: Route) -> Iterator[tuple[Thing | None, dict[str, Any]]]:
    """Every choice of parameters: an absent row, then each thing in turn."""
    names = [name for name in route.parameters if name not in WORDS]
    fixed = {name: WORDS[name] for name in route.parameters if name in WORDS}
    if not names:
        yield None, fixed
        return
    absent = dict.fromkeys(names, ABSENT)
    yield None, fixed | absent
    for thing in things(world, names[0]):
        known = fixed | absent | {names[0]: thing.row.pk}
        yield thing, known
        for name in SECONDS.keys() & names[1:]:
            for what, row, sees in seconds(world, name, thing.row, thing.sees):
                yield Thing(f"{thing.name} + {what}", row, sees), known | {name: row.pk}


def ask(
    client: Client, world: World, route: Route, method: str, path: str, hat: str
) -> HttpResponseBase:
    """One request, with whatever it wrote undone. One client asks everything: it starts slowly."""
    client.cookies = SimpleCookie() if route.api else world.client(hat).cookies
    headers = world.bearer(hat) if route.api and hat else {}
    with transaction.atomic():
        if method == "POST":
            answer = _post(client, world, route, path, headers)
        else:
            answer = client.get(path, headers=headers)
        transaction.set_rollback(True)
    return answer


def _post(
    client: Client, world: World, route: Route, path: str, headers: dict[str, str]
) -> HttpResponseBase:
    if not route.api:
        return client.post(path, {}, headers=headers)
    body = BODIES.get(route.name, {})
    if "firm_id" in body:
        body = {**body, "firm_id": str(world.orgs["a1x-firm"].id)}
    return client.post(path, body, "application/json", headers=headers)


#: Bodies that fit: programs are told what is wrong with a body before they are told no.
BODIES: dict[str, dict[str, Any]] = {
    "create_case": {"firm_id": "", "board": "welfare", "stars": 3, "text": "饭菜经常是凉的。"},
    "reply": {"text": "已经和公司说过了。"},
    "verdict": {"solved": True, "stars": 5},
}


def text_of(answer: HttpResponseBase) -> str:
    """Body and headers, all a reader could see."""
    parts = getattr(answer, "streaming_content", None)
    body = b"".join(parts) if parts is not None else answer.content  # type: ignore[attr-defined]
    return body.decode(errors="replace") + "".join(f"{k}: {v}\n" for k, v in answer.items())


@dataclass(slots=True)
class Matrix:
    """All answers, and everything in them that ought not to be."""

    world: World
    lines: list[Asked] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    client: Client = field(default_factory=Client)
    only_admitted: bool = False
    _known: dict[str, set[str]] = field(default_factory=dict)

    def fill(self, routes: list[Route], *, only_admitted: bool = False) -> None:
        """Ask every route everything; or only those whom its permit lets in."""
        self.only_admitted = only_admitted
        with drawn_plainly():
            for route in routes:
                for thing, values in questions(self.world, route):
                    for method in route.methods:
                        self._line(route, method, thing, route.path(values))

    def _line(self, route: Route, method: str, thing: Thing | None, path: str) -> None:
        name = thing.name if thing else "absent" if route.parameters else "-"
        line = Asked(route, method, name)
        for hat in ASKERS:
            if (thing or self.only_admitted) and not self._asks(line, hat):
                line.got[hat] = "-"  # asked once, about what is absent
                continue
            answer = ask(self.client, self.world, route, method, path, hat)
            line.got[hat] = shortened(answer)
            self._check(line, hat, thing, answer)
        self.lines.append(line)

    def _asks(self, line: Asked, hat: str) -> bool:
        """Whether the answer may depend on the thing: no permit and no method never do."""
        if not self._admitted(line.route, hat):
            return False
        absent = (one for one in reversed(self.lines) if one.key == (*line.key[:2], "absent"))
        return all(one.got[hat] != "405" for one in absent)

    def _check(self, line: Asked, hat: str, thing: Thing | None, answer: HttpResponseBase) -> None:
        where = f"{line.method} /{line.route.address} ({line.thing}) as {hat or 'nobody'}"
        told = set(CANARY.findall(text_of(answer))) - self.may_know(hat)
        told -= self._mediators(line.route, hat)
        if told:
            self.wrong.append(f"{where}: told {sorted(told)[:3]}")
        refused = (*REFUSED, ANOTHER_HAT) if self._elsewhere(line, hat) else REFUSED
        if not self._admitted(line.route, hat) and line.got[hat] not in refused:
            self.wrong.append(f"{where}: no permit, and got {line.got[hat]}")
        if answer.status_code >= 500:
            self.wrong.append(f"{where}: {answer.status_code}")
        if thing and hat and self._admitted(line.route, hat) and line.route.permit != "public":
            self._hides(line, hat, thing, where)

    def _admitted(self, route: Route, hat: str) -> bool:
        """Whether the route is open to the hat's post at all; routes without permit know best."""
        if route.permit in ("", "public"):
            return True
        if not hat:
            return False
        held = permits.held(self.world.effective(hat).post, None)
        return any(key in held for key in route.permit.split("|"))

    def _elsewhere(self, line: Asked, hat: str) -> bool:
        """Whether a page somebody looked at is open to another hat of theirs."""
        if not hat or line.method != "GET" or line.route.api:
            return False
        person = self.world.hats[hat].person.pk
        hats = (h for h in self.world.hats.values() if h.person.pk == person and h.valid)
        posts = {Post.WORKER, *(one.post for one in hats)}
        return any(line.route.permit in permits.held(post, None) for post in posts)

    def _hides(self, line: Asked, hat: str, thing: Thing, where: str) -> None:
        """A thing out of sight answers exactly as one that does not exist."""
        if thing.sees(self.world, self.world.effective(hat), thing.row):
            return
        absent = next(a for a in reversed(self.lines) if a.key == (*line.key[:2], "absent"))
        if line.got[hat] != absent.got[hat]:
            self.wrong.append(f"{where}: {line.got[hat]}, absent is {absent.got[hat]}")

    def may_know(self, hat: str) -> set[str]:
        """Canaries of rows the hat may see; names of organisations are public."""
        if hat not in self._known:
            self._known[hat] = set(self._canaries(hat))
        return self._known[hat]

    def _mediators(self, route: Route, hat: str) -> set[str]:
        """Who may be asked to mediate: cadres of one's own union and those above, by name."""
        if not route.address.startswith("desk/mediation/") or not hat:
            return set()
        who = self.world.effective(hat)
        near = [
            one
            for one in self.world.hats.values()
            if one.post in (Post.OFFICER, Post.CHAIR)
            and who.post in (Post.OFFICER, Post.CHAIR)
            and who.org.path.startswith(one.org.path)
        ]
        words = [
            f"{one.person.name} [post:{key}]" for key, one in self.world.hats.items() if one in near
        ]
        return set(CANARY.findall(" ".join(words)))

    def _canaries(self, hat: str) -> Iterator[str]:
        who = self.world.effective(hat) if hat else None
        if who:
            yield who.person.name
        for model, rows in self.world.rows.items():
            for row in rows:
                if model is Org or (who and scope.RULES[model](self.world, who, row)):
                    for value in vars(row).values():
                        yield from CANARY.findall(str(value)) if holds_words(value) else ()


#: What somebody without the permit gets: nothing is here, log in first, or not by this method.
REFUSED = ("404", "login", "401", "405")
#: What somebody gets whose other hat opens the page they looked at.
ANOTHER_HAT = "hat"


def shortened(answer: HttpResponseBase) -> str:
    """A status; a redirect to the log-in or to the page of hats by name."""
    there = answer.get("Location", "")
    if there.startswith(f"{reverse('capacity')}?"):
        return ANOTHER_HAT
    return "login" if there.startswith(settings.LOGIN_URL) else str(answer.status_code)
