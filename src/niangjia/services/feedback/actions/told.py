"""Who is told of what, one line each; where a line leads."""

from __future__ import annotations

from uuid import UUID

from niangjia.kernel.base.types import Post
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.cases.door import Case, Opened
from niangjia.kernel.notices import door as notices
from niangjia.kernel.notices.door import Weight
from niangjia.services.feedback import rules

HANDLERS = (Post.OFFICER, Post.CHAIR)


def mine(case_id: UUID) -> str:
    """The author's page of a case."""
    return f"/feedback/{case_id}/"


def desk(case_id: UUID) -> str:
    """The union's page of a case."""
    return f"/desk/feedback/{case_id}/"


def tell_author(case: Case, title: str, text: str, weight: Weight = Weight.PLAIN) -> None:
    """With the number: somebody with several cases must know which one moved."""
    notices.tell_author(
        case.id,
        service=rules.SERVICE,
        title=title,
        text=phrase("%(said)s编号 %(number)s", said=[text], number=case.number),
        link=mine(case.id),
        weight=weight,
    )


def tell_union(org_id: UUID, opened: Opened, title: str) -> None:
    """Tell those who handle cases at a union of one that just came in."""
    notices.tell_posts(
        org_id,
        HANDLERS,
        service=rules.SERVICE,
        title=title,
        text=phrase("编号 %(number)s，请尽快受理。", number=opened.number),
        link=desk(opened.id),
    )


def tell_handlers(
    case: Case, title: str, union: UUID | None = None, weight: Weight = Weight.PLAIN
) -> None:
    """Tell those who handle cases at `union`, or at the one that answers."""
    notices.tell_posts(
        union or case.org_id,
        HANDLERS,
        service=rules.SERVICE,
        title=title,
        text=phrase("编号 %(number)s", number=case.number),
        link=desk(case.id),
        weight=weight,
    )
