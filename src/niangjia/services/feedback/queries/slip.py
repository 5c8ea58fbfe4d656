"""The number of a case a cadre just entered: to read out, or to write on somebody's paper.

The cadre may not see the case any more, where its author wanted another union to handle it. So the
page is made from what the entering gave back, signed, and not from the case.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.cases.door import Opened

SALT = "feedback.slip"
#: Digits as one says them on the telephone, nought to nine.
DIGITS = noop("零 幺 二 三 四 五 六 七 八 九")


@dataclass(frozen=True, slots=True)
class Slip:
    """A number, in groups and as it is said. `url` is empty where the case is out of sight."""

    number: str
    groups: tuple[str, ...]
    said: str
    firm: str
    follows: bool
    url: str


def signed(opened: Opened, *, follows: bool) -> str:
    """What the page needs, for its address. `follows`: the author can log in."""
    facts = [str(opened.id), opened.number, opened.firm_name, opened.org_path, follows]
    return signing.dumps(facts, salt=SALT, compress=True)


@query(permit="feedback.assist")
def slip(actor: Actor, text: str) -> Slip:
    """The number behind a signed address."""
    try:
        case_id, number, firm, path, follows = signing.loads(text, salt=SALT)
    except signing.BadSignature as wrong:
        raise Hidden("no_slip") from wrong
    url = reverse("feedback_desk:case", args=[case_id]) if path.startswith(actor.org_path) else ""
    return Slip(number, tuple(number.split("-")), spelled(number), firm, follows, url)


def spelled(number: str) -> str:
    """A number character by character, a pause between its groups."""
    digits = _(DIGITS).split()
    return _("、").join(
        " ".join(digits[int(c)] if c.isdigit() else c for c in group) for group in number.split("-")
    )
