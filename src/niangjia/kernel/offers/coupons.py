"""The pool of voucher codes: taken in, opened by their holders, used, paid."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.sealed import blind, seal, unseal
from niangjia.kernel.base.types import Actor, Hidden

from . import coupon_rules as rules
from . import stock
from .models.claims import Claim
from .models.codes import Code, CodeBatch, CodeSlice
from .models.core import Offer

COLUMN, SLICES = "offers_code.sealed", "offers_codeslice.sealed"
#: Lines taken in one transaction, and lines a delivery names as bad.
SLICE, MOST_BAD = 1000, 2000
#: Claims ended in one turn.
MOST = 500


def index_of(text: str) -> str:
    """What a code is found by; the database cannot read it."""
    return blind(text, "offers.code")


def bring(offer: Offer, batch: CodeBatch, read: Sequence[rules.Read]) -> None:
    """Take a delivery in: its first lines at once, what is more waits sealed for a job."""
    batch.lines, batch.at = len(read), now()
    batch.save(force_insert=True)
    slices = [read[n : n + SLICE] for n in range(SLICE, len(read), SLICE)]
    CodeSlice.objects.bulk_create([_slice(batch, n, part) for n, part in enumerate(slices)])
    take(offer, batch, read[:SLICE])


def _slice(batch: CodeBatch, n: int, part: Sequence[rules.Read]) -> CodeSlice:
    key = new_id()
    place = {name: getattr(batch, name) for name in ("org_id", "org_root", "org_path")}
    text = json.dumps([(one.line, one.code, one.until.isoformat()) for one in part])
    return CodeSlice(id=key, batch=batch, n=n, sealed=seal(text, SLICES, key), at=batch.at, **place)


def take(offer: Offer, batch: CodeBatch, read: Sequence[rules.Read]) -> None:
    """Seal codes, put them into the pool and as many units beside them: all of it or nothing."""
    Code.objects.bulk_create(
        [_code(offer, batch, one) for one in read], batch_size=2000, ignore_conflicts=True
    )
    lines = {index_of(one.code): one.line for one in read}
    held = Code.objects.filter(batch=batch, index__in=list(lines))
    new = set(held.values_list("index", flat=True))
    bad = [[line, rules.KNOWN] for index, line in lines.items() if index not in new]
    batch.taken, batch.done = batch.taken + len(new), batch.done + len(read)
    batch.bad = sorted([*map(list, batch.bad), *bad])[:MOST_BAD]
    batch.save(update_fields=["taken", "done", "bad"])
    if new:
        reason = _("%(who)s的券码") % {"who": batch.supplier}
        told = {"line": new_id(), "batch": batch.id, "many": len(new), "at": now()}
        stock.told("api.codes_in", told | {"reason": reason})


def take_slice(batch_id: UUID) -> bool:
    """The next lines of a delivery that wait; False when none does. Killed, it is as before."""
    waiting = CodeSlice.objects.select_for_update(skip_locked=True).filter(batch_id=batch_id)
    row = waiting.order_by("n").first()
    if row is None:
        return False
    batch = CodeBatch.objects.select_for_update(of=("self",)).get(id=batch_id)
    text = json.loads(unseal(row.sealed, SLICES, row.id))
    read = [rules.Read(line, code, date.fromisoformat(until)) for line, code, until in text]
    take(Offer.objects.get(id=batch.offer_id), batch, read)
    row.delete()
    return True


def _code(offer: Offer, batch: CodeBatch, one: rules.Read) -> Code:
    key = new_id()
    return Code(
        id=key,
        offer=offer,
        batch=batch,
        org_id=batch.org_id,
        org_root=batch.org_root,
        org_path=batch.org_path,
        sealed=seal(one.code, COLUMN, key),
        index=index_of(one.code),
        until=one.until,
        moved_at=now(),
    )


@dataclass(frozen=True, slots=True)
class Mine:
    """A code as its holder sees it; `text` only once it was opened."""

    state: str
    until: date
    text: str
    supplier: str


def mine(actor: Actor, claim_id: UUID) -> Mine:
    """The code of one's own claim; another's is Hidden."""
    own = Claim.objects.filter(id=OuterRef("claim_id"), person_id=actor.me)
    held = Code.objects.filter(Exists(own), claim_id=claim_id)
    found = held.exclude(state=Code.States.POOL)
    row = found.order_by("-moved_at").first()
    if row is None:
        raise Hidden("no_code")
    text = unseal(row.sealed, COLUMN, row.id) if row.seen_at else ""
    return Mine(row.state, row.until, text, "")


def opened_by_holder(claim: Claim) -> bool:
    """Whether somebody has read the code of their own claim: then it is spent, used or not."""
    if claim.offer.kind != Offer.Kinds.CODES:
        return False
    return Code.objects.filter(claim_id=claim.id, seen_at__isnull=False).exists()


def see(actor: Actor, claim_id: UUID) -> None:
    """Open it."""
    until = mine(actor, claim_id).until
    due = end_of(until + timedelta(days=rules.GRACE))
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.see_code(%s, %s, %s)", [claim_id, now(), due])


def redeem(offer: Offer, used: Iterable[rules.Used]) -> dict[int, str]:
    """What became of each line of a supplier's list."""
    lines = [
        {"line": u.line, "index": index_of(u.code), "at": u.at.isoformat(), "shop": u.shop}
        for u in used
    ]
    with connection.cursor() as cursor:
        sql = "SELECT line, became FROM api.redeem_codes(%s, %s::jsonb, %s)"
        cursor.execute(sql, [offer.id, json.dumps(lines, ensure_ascii=False), now()])
        return dict(cursor.fetchall())


def late() -> list[Claim]:
    """Claims of codes whose time is over, or whose code the supplier takes no more."""
    before = today() - timedelta(days=rules.GRACE)
    old = Code.objects.filter(claim_id=OuterRef("id"), state=Code.States.ISSUED, until__lt=before)
    rows = Claim.objects.select_related("offer").filter(
        Q(due_at__lt=now()) | Exists(old),
        offer__kind=Offer.Kinds.CODES,
        state__in=("granted", "ready"),
    )
    return list(rows.order_by("due_at")[:MOST])


def expire() -> int:
    """What was not used in time."""
    with connection.cursor() as cursor:
        before = today() - timedelta(days=rules.GRACE)
        cursor.execute("SELECT api.expire_codes(%s, %s)", [before, now()])
        return int(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Counts:
    """Codes of a delivery, or of an offer, by where they stand."""

    pool: int = 0
    issued: int = 0
    seen: int = 0
    redeemed: int = 0
    expired: int = 0
    stray: int = 0

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(*(getattr(self, n) + getattr(other, n) for n in self.__slots__))


def counts(offer_id: UUID) -> dict[UUID, Counts]:
    """By delivery, of one of the acting union's own offers."""
    found: dict[UUID, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api.code_counts(%s)", [offer_id])
        for batch, state, codes, seen in cursor.fetchall():
            held = found.setdefault(UUID(str(batch)), {})
            held[state] = codes
            if state == "issued":
                held["seen"] = seen
    return {key: Counts(**held) for key, held in found.items()}


def opened(offer_id: UUID, batch_id: UUID) -> list[tuple[str, datetime | None, str, str]]:
    """Used codes in the clear, for the supplier: they are worth nothing any more."""
    used = (Code.States.REDEEMED, Code.States.STRAY)
    rows = Code.objects.filter(offer_id=offer_id, batch_id=batch_id, state__in=used)
    return [
        (unseal(row.sealed, COLUMN, row.id), row.redeemed_at, row.shop, row.state)
        for row in rows.order_by("redeemed_at", "id")
    ]
