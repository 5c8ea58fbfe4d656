"""Who sees which row, said once more in plain Python, and compared with what the database shows.

Written from docs and design, not from the policies: two ways to say it must agree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models

from niangjia.kernel.acts.models import Audit, Erasure, Hold, Look, Once, Seal
from niangjia.kernel.base.models import DayCount, Rate
from niangjia.kernel.base.types import STAFF_POSTS, Post
from niangjia.kernel.cases.models import (
    Attachment,
    Author,
    Board,
    Case,
    Correction,
    Deputy,
    Duty,
    Event,
    Handover,
    Hunch,
    Lesson,
    Matter,
    Merge,
    Part,
    Seat,
    Telling,
)
from niangjia.kernel.files.models import Upload
from niangjia.kernel.letters.models import (
    Benefit,
    Letter,
    Mandate,
    Series,
    Signature,
    Source,
    Template,
)
from niangjia.kernel.notices.models import Broadcast, Delivery, Notice, Preference, Wording
from niangjia.kernel.people.models import (
    Account,
    Appointment,
    DevSms,
    Import,
    ImportFile,
    ImportRow,
    Membership,
    Org,
    OrgCounter,
    OrgSettings,
    Person,
    Session,
    SetupLink,
    Token,
)
from niangjia.kernel.rules.models import CalendarDay, CalendarYear, Promise
from niangjia.kernel.surveys.models import Answer, Asked, Slip, Survey, Tally
from niangjia.services.lodging.models import Cost, Guest, Receipt, Room, Stay, Supply

from . import desk_sight, gifts, helped, lists, stocks, table_sight, visited
from .hats import Hat, World
from .shown import FIGURES, sees_board
from .sight import mine as mine
from .sight import staff as staff
from .sight import within as within
from .talks import sees_duty, sees_handover

Sees = Callable[[World, Hat, Any], bool]
Model = type[models.Model]


def seated(world: World, hat: Hat, case_id: UUID, capacity: str) -> bool:
    return any(
        (seat.case_id, seat.capacity, seat.org_id, seat.until)
        == (case_id, capacity, hat.org.id, None)
        for seat in world.all(Seat)
    )


def sees_case(world: World, hat: Hat, case: Case) -> bool:
    """The author; the union that answers and those above it in one root; who has a seat."""
    if hat.post == Post.WORKER:
        author = world.authors.get(case.id)
        return author is not None and mine(hat, author.person_id)
    if hat.post == Post.RESPONDER:
        return seated(world, hat, case.id, "firm")
    inside = within(hat, case.org_root, case.org_path)
    return staff(hat) and (inside or seated(world, hat, case.id, "union"))


READS = {
    Post.WORKER: ("all", "author"),
    Post.RESPONDER: ("all", "firm"),
    **dict.fromkeys(STAFF_POSTS, ("all", "author", "firm", "staff")),
}


def sees_event(world: World, hat: Hat, event: Event) -> bool:
    case = next(c for c in world.all(Case) if c.id == event.case_id)
    return event.audience in READS.get(hat.post, ()) and sees_case(world, hat, case)


def sees_attachment(world: World, hat: Hat, row: Attachment) -> bool:
    """Both of author and union see what the other brought; the third person what was let go."""
    case = next(c for c in world.all(Case) if c.id == row.case_id)
    if staff(hat):
        return within(hat, case.org_root, case.org_path)
    if hat.post == Post.WORKER:
        shown = row.side != "firm" or row.state == "released"
    else:
        shown = row.side == "firm" or (row.side == "author" and row.state == "released")
    return shown and sees_case(world, hat, case)


def sees_author(world: World, hat: Hat, author: Author) -> bool:
    own = hat.post == Post.WORKER and mine(hat, author.person_id)
    return own or (staff(hat) and within(hat, author.org_root, author.org_path))


def sees_seat(world: World, hat: Hat, seat: Seat) -> bool:
    own = seat.org_id == hat.org.id
    if hat.post == Post.RESPONDER:
        return own and seat.capacity == "firm"
    return staff(hat) and (own or within(hat, seat.org_root, seat.org_path))


def case_of(world: World, row: Any) -> Case:
    return next(case for case in world.all(Case) if case.id == row.case_id)


def sees_matter(world: World, hat: Hat, matter: Matter) -> bool:
    """A worker: what enough others asked about on the own way up, and what is one's own."""
    if hat.post == Post.WORKER:
        parts = [part for part in world.all(Part) if part.matter_id == matter.id]
        mine = any(sees_case(world, hat, case_of(world, part)) for part in parts)
        above = hat.org.path.startswith(matter.org_path)
        offered = matter.state == "open" and matter.people >= 3 and above
        return offered or (mine and matter.people >= 5)
    return staff(hat) and within(hat, matter.org_root, matter.org_path)


def sees_part(world: World, hat: Hat, part: Part) -> bool:
    """With the case; a union also has to be the one that grouped, or above it."""
    if not sees_case(world, hat, case_of(world, part)):
        return False
    at_hand = part.org_id == hat.org.id or within(hat, part.org_root, part.org_path)
    return hat.post == Post.WORKER or (staff(hat) and at_hand)


def sees_merge(world: World, hat: Hat, row: Merge) -> bool:
    """The unions that answer and watch; neither author nor firm."""
    return staff(hat) and sees_case(world, hat, case_of(world, row)) and in_part(world, hat, row)


def of_own_desk(world: World, hat: Hat, row: Any) -> bool:
    return staff(hat) and row.org_id == hat.org.id


def sees_person(world: World, hat: Hat, person: Person) -> bool:
    if hat.post == Post.WORKER:
        return mine(hat, person.id)
    if hat.post == Post.ADMIN:
        return person.home_path.startswith(hat.org.path)
    return staff(hat) and within(hat, person.home_root, person.home_path)


def sees_membership(world: World, hat: Hat, membership: Membership) -> bool:
    if hat.post == Post.WORKER:
        return mine(hat, membership.person_id)
    if hat.post == Post.ADMIN:
        return membership.org_path.startswith(hat.org.path)
    return staff(hat) and within(hat, membership.org_root, membership.org_path)


def sees_appointment(world: World, hat: Hat, appointment: Appointment) -> bool:
    if mine(hat, appointment.person_id):
        return True
    if hat.post == Post.ADMIN:
        return appointment.org_path.startswith(hat.org.path)
    return staff(hat) and within(hat, appointment.org_root, appointment.org_path)


def sees_token(world: World, hat: Hat, token: Token) -> bool:
    return (hat.post == Post.WORKER or staff(hat)) and mine(hat, token.person_id)


def sees_import(world: World, hat: Hat, run: Import) -> bool:
    return (staff(hat) or hat.post == Post.ADMIN) and run.org_id == hat.org.id


def sees_import_row(world: World, hat: Hat, row: ImportRow) -> bool:
    return any(sees_import(world, hat, run) for run in world.all(Import) if run.id == row.run_id)


def sees_audit(world: World, hat: Hat, audit: Audit) -> bool:
    if hat.post == Post.ADMIN:
        return audit.object_kind == "setup"
    own = audit.post == Post.WORKER
    return staff(hat) and not own and within(hat, audit.org_root, audit.org_path)


def sees_look(world: World, hat: Hat, look: Look) -> bool:
    return hat.post == Post.WORKER and mine(hat, look.subject_id)


def sees_upload(world: World, hat: Hat, row: Upload) -> bool:
    """Whoever brought it, in the capacity in which it was brought."""
    if hat.post == Post.WORKER:
        return row.org_id is None and mine(hat, row.person_id)
    may = staff(hat) or hat.post == Post.RESPONDER
    return may and mine(hat, row.person_id) and row.org_id == hat.org.id


def at_the_top(hat: Hat) -> bool:
    """The operating union itself, or the administrator."""
    return hat.post == Post.ADMIN or hat.org.path == hat.org.root


def sees_hold(world: World, hat: Hat, hold: Hold) -> bool:
    if hat.post == Post.ADMIN:
        return hold.org_path.startswith(hat.org.path)
    return staff(hat) and within(hat, hold.org_root, hold.org_path)


def own(world: World, hat: Hat, row: Any) -> bool:
    """What only the person sees, and only as a worker."""
    return hat.post == Post.WORKER and mine(hat, row.person_id)


def sees_broadcast(world: World, hat: Hat, row: Broadcast) -> bool:
    return staff(hat) and (row.org_id == hat.org.id or within(hat, row.org_root, row.org_path))


def asked(world: World, hat: Hat, case_id: UUID) -> bool:
    author = world.authors.get(case_id)
    return hat.post == Post.WORKER and author is not None and mine(hat, author.person_id)


def sees_letter(world: World, hat: Hat, row: Letter) -> bool:
    """Unions their part of the tree; the addressee and the authors once it is sent."""
    if staff(hat):
        return within(hat, row.org_root, row.org_path)
    if row.issued_at is None:
        return False
    if hat.post == Post.RESPONDER:
        return row.to_id == hat.org.id
    about = [one.case_id for one in world.all(Source) if one.letter_id == row.id]
    return any(asked(world, hat, case_id) for case_id in about)


def sees_source(world: World, hat: Hat, row: Source) -> bool:
    own = asked(world, hat, row.case_id)
    return own or (staff(hat) and within(hat, row.org_root, row.org_path))


def in_part(world: World, hat: Hat, row: Any) -> bool:
    return staff(hat) and within(hat, row.org_root, row.org_path)


def own_or_in_part(world: World, hat: Hat, row: Any) -> bool:
    own = hat.post == Post.WORKER and mine(hat, row.person_id)
    return own or in_part(world, hat, row)


def sees_survey(world: World, hat: Hat, row: Survey) -> bool:
    """The union that asks and those above it; who is asked."""
    asked = [one for one in world.all(Asked) if one.survey_id == row.id]
    if hat.post == Post.WORKER:
        return any(mine(hat, one.person_id) for one in asked)
    return staff(hat) and (row.org_id == hat.org.id or within(hat, row.org_root, row.org_path))


def sees_answer(world: World, hat: Hat, row: Answer) -> bool:
    """With names: the person, and the union that asks. Nobody above it."""
    return own(world, hat, row) or (staff(hat) and row.org_id == hat.org.id)


def sees_tally(world: World, hat: Hat, row: Tally) -> bool:
    return staff(hat) and within(hat, row.org_root, row.org_path)


def lodged(world: World, hat: Hat, stay_id: UUID) -> bool:
    """The acting worker sleeps there."""
    guests = [one for one in world.all(Guest) if one.stay_id == stay_id]
    return hat.post == Post.WORKER and any(mine(hat, one.person_id) for one in guests)


def sees_stay(world: World, hat: Hat, row: Stay) -> bool:
    return of_own_desk(world, hat, row) or lodged(world, hat, row.id)


def sees_of_stay(world: World, hat: Hat, row: Any) -> bool:
    return of_own_desk(world, hat, row) or lodged(world, hat, row.stay_id)


def sees_lodged(world: World, hat: Hat, row: Any) -> bool:
    """The union that lodges, and the person."""
    return of_own_desk(world, hat, row) or own(world, hat, row)


def unions(world: World, hat: Hat, row: object) -> bool:
    return staff(hat)


def everybody(world: World, hat: Hat, row: object) -> bool:
    return True


def nobody(world: World, hat: Hat, row: object) -> bool:
    return False


def keepers(world: World, hat: Hat, row: object) -> bool:
    """Those who add organisations."""
    return staff(hat) or hat.post == Post.ADMIN


RULES: dict[Model, Sees] = {
    **desk_sight.SEES,
    **table_sight.SEES,
    **gifts.SEES,
    **lists.SEES,
    **stocks.SEES,
    **visited.SEES,
    **helped.SEES,
    Account: nobody,
    Answer: sees_answer,
    Appointment: sees_appointment,
    Asked: own,
    Attachment: sees_attachment,
    Audit: sees_audit,
    Author: sees_author,
    Benefit: in_part,
    Board: sees_board,
    Broadcast: sees_broadcast,
    CalendarDay: everybody,
    CalendarYear: everybody,
    Case: sees_case,
    Correction: of_own_desk,
    **FIGURES,
    Delivery: own,
    DevSms: nobody,
    Erasure: nobody,
    Event: sees_event,
    Deputy: lambda world, hat, row: of_own_desk(world, hat, row) or in_part(world, hat, row),
    Duty: sees_duty,
    Handover: sees_handover,
    Hold: sees_hold,
    Hunch: of_own_desk,
    Import: sees_import,
    ImportFile: nobody,
    ImportRow: sees_import_row,
    Lesson: of_own_desk,
    Look: sees_look,
    Matter: sees_matter,
    Merge: sees_merge,
    Letter: sees_letter,
    Mandate: own_or_in_part,
    Membership: sees_membership,
    Notice: lambda world, hat, row: mine(hat, row.person_id),
    Once: nobody,
    Org: everybody,
    OrgCounter: keepers,
    OrgSettings: everybody,
    Part: sees_part,
    Person: sees_person,
    Preference: own,
    Promise: everybody,
    Rate: nobody,
    DayCount: lambda world, hat, row: row.n >= 20,
    Seal: nobody,
    Seat: sees_seat,
    Series: of_own_desk,
    Signature: own_or_in_part,
    Source: sees_source,
    Template: lambda world, hat, row: staff(hat) and hat.org.path.startswith(row.org_path),
    Session: nobody,
    SetupLink: nobody,
    Slip: nobody,
    Survey: sees_survey,
    Tally: sees_tally,
    Stay: sees_stay,
    Room: sees_of_stay,
    Supply: sees_of_stay,
    Guest: sees_lodged,
    Receipt: sees_lodged,
    Cost: of_own_desk,
    Telling: lambda world, hat, row: staff(hat) and within(hat, row.org_root, row.org_path),
    Token: sees_token,
    Upload: sees_upload,
    Wording: unions,
}
