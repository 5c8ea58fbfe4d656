"""One's own account: another number, the end."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import act
from niangjia.kernel.base.search import lexemes
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Appointment, Person
from niangjia.kernel.people.queries.capacity import open_today

#: What one types to close an account.
CLOSING_WORD = noop("注销账号")


@dataclass(frozen=True, slots=True)
class Moved:
    """A record after its number changed; `old` is the number it had, of 11 digits."""

    id: UUID
    org_path: str
    old: str


@action(permit="people.account", audit="people.phone_moved", silent=True)
def move_phone(actor: Actor, *, account_id: UUID, phone: str) -> Moved:
    """Make `phone` (11 digits, proved) the number of the log-in and of the record.

    Refuses phone_taken when another record holds it.
    """
    person = Person.objects.get(id=actor.me)
    columns = {
        **sealing.phone_fields(person.id, phone),
        "search": sealing.vector(sealing.person_words(person.name, phone)),
    }
    sealed = sealing.account_phone_fields(account_id, phone)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            Person.objects.filter(id=actor.me).update(**columns)
            cursor.execute(
                "SELECT api.move_phone(%s, %s, %s)",
                [account_id, sealed["phone"], sealed["phone_index"]],
            )
    except IntegrityError as taken:
        raise Refusal("phone_taken", "这个号码登记在另一条记录上，请到工会核对后合并。") from taken
    return Moved(person.id, actor.org_path, sealing.phone_of(person))


@action(permit="people.account", audit="people.left_elsewhere", silent=True)
def leave_elsewhere(actor: Actor) -> None:
    """End every session of one's own but this one: a phone was lost, or left open somewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.leave_elsewhere(%s)", [act().proof])


@action(permit="people.account", audit="people.account_closed", silent=True)
def close(actor: Actor, *, typed: str) -> Moved:
    """Shut the record: no log-in, no token, the number free at once. The rest leaves on its day.

    Refuses wrong_word, and has_post while somebody relies on the person's post.
    """
    if typed.strip().casefold() not in (CLOSING_WORD, _(CLOSING_WORD).casefold()):
        raise Refusal("wrong_word", _("请一字不差地输入“%(word)s”。") % {"word": _(CLOSING_WORD)})
    if open_today(Appointment.objects.filter(person_id=actor.me)).exists():
        raise Refusal("has_post", "你还担任着工会或单位的职务，请先请上级工会免去，再来注销。")
    person = Person.objects.get(id=actor.me)
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.close_account()")
    Person.objects.filter(id=actor.me).update(
        state="closed",
        closed_at=now(),
        email="",
        openid="",
        search=sealing.vector(lexemes(person.name)),
        **sealing.phone_fields(person.id, ""),
    )
    return Moved(person.id, actor.org_path, sealing.phone_of(person))
