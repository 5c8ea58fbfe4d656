"""Who is told of a mediation, one line each; where a line leads."""

from __future__ import annotations

import json
from uuid import UUID

from django.db import connection

from niangjia.kernel.base.types import Post
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.mediation.models import Mediation
from niangjia.kernel.notices import door as notices
from niangjia.kernel.notices.door import Weight

SERVICE = "mediation"
HANDLERS = (Post.OFFICER, Post.CHAIR)


def mine(mediation_id: UUID) -> str:
    """The worker's page."""
    return f"/mediation/{mediation_id}/"


def desk(mediation_id: UUID) -> str:
    """The union's page."""
    return f"/desk/mediation/{mediation_id}/"


def firm(mediation_id: UUID) -> str:
    """The firm's page."""
    return f"/firm/mediation/{mediation_id}/"


def tell_worker(found: Mediation, title: str, text: str, weight: Weight = Weight.PLAIN) -> None:
    """Tell whoever asked; a firm that tells does not learn who that is."""
    notice = notices.as_told(
        service=SERVICE, title=title, text=text, link=mine(found.id), weight=weight
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.tell_applicant(%s, %s::jsonb)", [found.id, json.dumps(notice)])


def tell_firm(found: Mediation, title: str, weight: Weight = Weight.PLAIN) -> None:
    """Tell those who answer for the firm; nobody before it was invited."""
    if found.invited_at:
        notices.tell_posts(
            found.firm_id,
            (Post.RESPONDER,),
            service=SERVICE,
            title=title,
            text=phrase("编号 %(number)s", number=found.number),
            link=firm(found.id),
            weight=weight,
        )


def tell_union(found: Mediation, title: str, weight: Weight = Weight.PLAIN) -> None:
    """Tell those who handle it at the union, and the mediator wherever that is."""
    text = phrase("“%(title)s”", title=found.title)
    link = desk(found.id)
    notices.tell_posts(
        found.org_id, HANDLERS, service=SERVICE, title=title, text=text, link=link, weight=weight
    )


def tell_mediator(found: Mediation, title: str) -> None:
    """Tell the mediator, who may sit at the union above."""
    if found.mediator_id:
        text = phrase("编号 %(number)s", number=found.number)
        notices.tell(
            found.mediator_id, service=SERVICE, title=title, text=text, link=desk(found.id)
        )
