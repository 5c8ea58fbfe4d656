"""What may be done with goods in kind, and how a count is read. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post, Verdict
from niangjia.kernel.base.wording import phrase

DONATION = noop("《公益事业捐赠法》第十六条")
FOOD = noop("《食品安全法》第三十四条")
#: Days before goods go off at which the desk is told.
SOON = 2
SOON_SPAN = timedelta(days=SOON)
#: Verbs that say that somebody got something, or gave it back.
HANDS = ("hand", "undo", "offline")
MOST = 10_000_000
#: Working days in which a firm signs for what it got.
SIGNED_IN = "offers.receipt"

RECEIPT = Flow(
    name="goods-receipt",
    initial="handed",
    steps=(
        Step("sign", ("handed",), "signed", (Post.OFFICER, Post.CHAIR, Post.RESPONDER)),
        Step("undo", ("handed",), "undone", (Post.OFFICER, Post.CHAIR)),
    ),
    waits={"handed": Wait("firm", SIGNED_IN)},
    finals=("signed", "undone"),
)


def may_receive(source: str, who: str, paper: str, expires: date | None, today: date) -> Verdict:
    """A gift is confirmed by a receipt and written down; what has gone off is not taken in."""
    if source == "donor" and not (who and paper):
        return Verdict(
            False,
            DONATION,
            noop("捐来的东西要写谁捐的、开的哪张收据"),
            noop("先开捐赠收据，把号码填上"),
        )
    if expires and expires < today:
        return Verdict(
            False,
            FOOD,
            noop("这批已经过期了，不能收进来发"),
            noop("请对一下到期日，真过期的退回去"),
        )
    return Verdict(True)


def may_hand(left: int, stale: int, unit: str) -> Verdict:
    """Why nothing can be handed out here: `left` are good, `stale` have gone off."""
    if left > 0:
        return Verdict(True)
    if stale > 0:
        return Verdict(
            False,
            FOOD,
            phrase(noop("剩下的 %(n)d %(unit)s过期了，不能发"), n=stale, unit=unit),
            noop("先报损，再从别的点调一些来"),
        )
    return Verdict(
        False, "", noop("这个点发完了"), noop("从别的点调一些来，或者先记一笔收货"), {"left": 0}
    )


@dataclass(frozen=True, slots=True)
class Sums:
    """What happened to some goods at a point, or at all of them together.

    `came` is what was received from outside; `moved` what came from other points less what went
    there: nought over all points. `missing` is what counts did not find (below none: found).
    """

    came: int = 0
    moved: int = 0
    handed: int = 0
    offline: int = 0
    spoiled: int = 0
    back: int = 0
    missing: int = 0
    beyond: int = 0

    @property
    def left(self) -> int:
        """What is there by the lines. What was handed out beyond the books was never in them."""
        gone = self.handed - self.beyond + self.spoiled + self.back + self.missing
        return self.came + self.moved - gone

    @property
    def share(self) -> float:
        """Handed out, in percent of what came or was moved here, to one place."""
        whole = self.came + self.moved
        return round(100 * self.handed / whole, 1) if whole > 0 else 0.0

    def plus(self, other: Sums) -> Sums:
        """Both together."""
        mine, theirs = _values(self), _values(other)
        return Sums(**{name: mine[name] + theirs[name] for name in mine})


def _values(sums: Sums) -> dict[str, int]:
    return {name: int(getattr(sums, name)) for name in Sums.__slots__}


#: Verb -> (the column it counts in, the sign of what it does to the shelf).
COLUMNS: dict[str, tuple[str, int]] = {
    "receive": ("came", 1),
    "arrive": ("moved", 1),
    "send": ("moved", 1),
    "hand": ("handed", -1),
    "undo": ("handed", -1),
    "offline": ("handed", -1),
    "spoil": ("spoiled", -1),
    "back": ("back", -1),
    "count": ("missing", -1),
}


def sums(lines: Iterable[tuple[str, int, int]]) -> Sums:
    """From (verb, sum of quantities, sum of what was beyond) to what happened."""
    found: dict[str, int] = {}
    for verb, quantity, beyond in lines:
        column, sign = COLUMNS[verb]
        found[column] = found.get(column, 0) + sign * quantity
        if verb == "offline":
            found["offline"] = found.get("offline", 0) - quantity + beyond
        if beyond:
            found["handed"] = found.get("handed", 0) + beyond
            found["beyond"] = found.get("beyond", 0) + beyond
    return Sums(**found)


def whole(parts: Mapping[object, Sums]) -> Sums:
    """All points together."""
    total = Sums()
    for part in parts.values():
        total = total.plus(part)
    return total


def stale(expires: date | None, today: date) -> str:
    """ "gone" past its day, "soon" shortly before, else nothing. The day itself still counts."""
    if expires is None:
        return ""
    if expires < today:
        return "gone"
    return "soon" if expires <= today + SOON_SPAN else ""
