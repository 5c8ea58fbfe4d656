"""From waiting deliveries to messages, and back with what became of them.

Taking comes first and is committed before anything leaves: a delivery that is `sending` belongs to
one message with one id. When a worker dies in between, the row still says so, and after a while the
same message is asked for again under the same id, by channels whose other side knows doubles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.posting import Answer
from niangjia.kernel.notices import rules
from niangjia.kernel.notices.models import Channel, Delivery, Notice, Preference, Weight, Wish
from niangjia.kernel.people import door as people

from . import words
from .adapters import Adapter, Message

State = Delivery.States
#: Deliveries taken in one transaction.
BATCH = 200
#: A worker that has been silent for so long about a message is gone.
STALE = timedelta(minutes=5)
#: What finds the hour full comes back after so long.
FULL_WAIT = timedelta(minutes=10)
WRITTEN = ("state", "due_at", "tries", "message_id", "asked_at", "moved_at", "reason")


def waiting(moment: datetime) -> Q:
    """Deliveries that are due, and those whose worker is gone."""
    due = Q(state=State.QUEUED, due_at__lte=moment)
    return due | Q(state=State.SENDING, moved_at__lt=moment - STALE)


@dataclass(slots=True)
class Taken:
    """What one transaction took up: messages to send, and every row it decided about."""

    moment: datetime
    channel: Channel
    adapter: Adapter
    rows: list[Delivery] = field(default_factory=list)
    notices: dict[UUID, tuple[datetime | None, str]] = field(default_factory=dict)
    wishes: dict[UUID, Preference] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)

    def wish(self, person_id: UUID) -> Preference:
        """What a person chose, or what holds for who chose nothing."""
        return self.wishes.get(person_id) or Preference(person_id=person_id)


def take(channel: Channel, adapter: Adapter) -> Taken:
    """Decide about the next deliveries of a channel, and mark those that leave."""
    taken = Taken(now(), channel, adapter)
    taken.rows = _locked(taken)
    _look_up(taken)
    going = [row for row in taken.rows if _goes(taken, row)]
    _group(taken, going)
    Delivery.objects.bulk_update(taken.rows, WRITTEN)
    return taken


def _locked(taken: Taken) -> list[Delivery]:
    """The rows that are due, and whatever else waits for the same people."""
    rows = Delivery.objects.select_for_update(skip_locked=True).filter(channel=taken.channel)
    due = list(rows.filter(waiting(taken.moment)).order_by("due_at")[:BATCH])
    people_ids = {row.person_id for row in due}
    along = rows.filter(state=State.QUEUED, message_id=None, person_id__in=people_ids)
    known = {row.id for row in due}
    return due + [row for row in along.order_by("due_at")[: 5 * BATCH] if row.id not in known]


def _look_up(taken: Taken) -> None:
    ids = [row.notice_id for row in taken.rows]
    found = Notice.objects.filter(id__in=ids).values_list("id", "read_at", "weight")
    taken.notices = {key: (read_at, weight) for key, read_at, weight in found}
    whose = {row.person_id for row in taken.rows}
    taken.wishes = Preference.objects.in_bulk(list(whose))


def _goes(taken: Taken, row: Delivery) -> bool:
    """Whether a row leaves now; if not, it says why not or until when it waits."""
    read_at, weight = taken.notices.get(row.notice_id, (taken.moment, Weight.PLAIN.value))
    wish = taken.wish(row.person_id)
    if read_at is not None:
        return _end(taken, row, State.DROPPED, "read")
    if taken.moment - row.at > rules.LATE:
        return _end(taken, row, State.DROPPED, "late")
    if not _wanted(wish, taken.channel, weight):
        return _end(taken, row, State.DROPPED, "unwanted")
    if row.asked_at and taken.moment - row.asked_at > taken.adapter.remembers:
        return _end(taken, row, State.FAILED, "unsure")
    quiet = rules.quiet_until(taken.moment, wish.quiet_from, wish.quiet_until)
    if quiet is None or (weight == Weight.URGENT and wish.urgent_passes):
        return True
    row.state, row.due_at, row.moved_at = State.QUEUED, quiet, taken.moment
    return False


def _wanted(wish: Preference, channel: Channel, weight: str) -> bool:
    chosen = getattr(wish, channel.value)
    return chosen == Wish.ALL or (chosen == Wish.DUE and weight != Weight.PLAIN)


def _end(taken: Taken, row: Delivery, state: str, reason: str) -> bool:
    row.state, row.reason, row.moved_at = state, reason, taken.moment
    return False


def _group(taken: Taken, going: Sequence[Delivery]) -> None:
    """One message a person; one that was begun before stays what it was."""
    where = people.addresses({row.person_id for row in going})
    groups: dict[tuple[UUID, UUID | None], list[Delivery]] = {}
    for row in going:
        groups.setdefault((row.person_id, row.message_id), []).append(row)
    leaving = []
    for (person_id, message_id), rows in groups.items():
        to = where.get(person_id)
        if to and taken.adapter.address(to):
            leaving.append((rows, to, message_id or new_id()))
        else:
            _each(rows, lambda row: _end(taken, row, State.DROPPED, "no_address"))
    room = _room(taken.channel, len(leaving))
    for rows, to, message_id in leaving[:room]:
        _send(taken, rows, to, message_id)
    for rows, _to, _id in leaving[room:]:
        _each(rows, lambda row: _postpone(taken, row))


def _each(rows: Iterable[Delivery], do: Callable[[Delivery], object]) -> None:
    for row in rows:
        do(row)


def _postpone(taken: Taken, row: Delivery) -> None:
    row.state, row.due_at, row.moved_at = State.QUEUED, taken.moment + FULL_WAIT, taken.moment


#: Reminders an hour have a counter of their own, so that they never use up the log-in codes'.
SPEND = (
    "SELECT count(*) FILTER (WHERE api.hit('sms:notices', %s, 3600)) FROM generate_series(1, %s)"
)


def _room(channel: Channel, wanted: int) -> int:
    """How many messages may leave now; text messages cost money and are counted by the hour."""
    if channel != Channel.SMS or not wanted:
        return wanted
    with connection.cursor() as cursor:
        cursor.execute(SPEND, [settings.NIANGJIA_SMS_HOURLY, wanted])
        return int(cursor.fetchone()[0])


def _send(taken: Taken, rows: list[Delivery], to: people.Addresses, message_id: UUID) -> None:
    again = any(row.asked_at for row in rows)
    for row in rows:
        row.state, row.message_id, row.moved_at = State.SENDING, message_id, taken.moment
        row.tries, row.asked_at = row.tries + 1, row.asked_at or taken.moment
    held = words.at(to.home_path)
    taken.messages.append(Message(message_id, to, held, len(rows), again))


def settle(adapter: Adapter, answers: Mapping[UUID, Answer]) -> None:
    """Write down what became of messages. A row somebody else settled meanwhile stays as it is."""
    rows = list(
        Delivery.objects.select_for_update().filter(
            message_id__in=list(answers), state=State.SENDING
        )
    )
    for row in rows:
        _settled(adapter, row, answers[row.message_id or row.id])
    Delivery.objects.bulk_update(rows, WRITTEN)


def _settled(adapter: Adapter, row: Delivery, answer: Answer) -> None:
    moment = now()
    row.moved_at = moment
    if answer is Answer.YES:
        row.state, row.reason = State.SENT, ""
    elif answer is Answer.NEVER or row.tries >= rules.MOST_TRIES:
        row.state, row.reason = State.FAILED, "refused" if answer is Answer.NEVER else "tries"
    else:
        row.due_at = moment + rules.wait_after(row.tries)
        _once_more(adapter, row, answer)


def _once_more(adapter: Adapter, row: Delivery, answer: Answer) -> None:
    """A certain no is forgotten; one in doubt is asked again only while doubles are known."""
    if answer is Answer.LATER:
        row.state, row.asked_at = State.QUEUED, None
    elif row.asked_at and row.due_at - row.asked_at <= adapter.remembers:
        row.state = State.QUEUED
    else:
        row.state, row.reason = State.FAILED, "unsure"
