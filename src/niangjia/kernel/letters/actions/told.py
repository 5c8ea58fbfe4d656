"""Who is told of a letter, one line each; where a line leads."""

from __future__ import annotations

from uuid import UUID

from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.cases import door as cases
from niangjia.kernel.letters.models import Letter, Source
from niangjia.kernel.notices import door as notices
from niangjia.kernel.notices.door import Weight

SERVICE = "letters"
HANDLERS = (Post.OFFICER, Post.CHAIR)


def desk(letter_id: UUID) -> str:
    """The union's page of a letter."""
    return f"/desk/letters/{letter_id}/"


def mine(letter_id: UUID) -> str:
    """An author's page of a letter."""
    return f"/letters/{letter_id}/"


def firm(letter_id: UUID) -> str:
    """The firm's page of a letter."""
    return f"/firm/letters/{letter_id}/"


def tell_union(
    letter: Letter, title: str, union: UUID | None = None, weight: Weight = Weight.PLAIN
) -> None:
    """Tell those who handle letters at `union`, or at the one that wrote it."""
    notices.tell_posts(
        union or letter.org_id,
        HANDLERS,
        service=SERVICE,
        title=title,
        text=_about(letter),
        link=desk(letter.id),
        weight=weight,
    )


def tell_firm(letter: Letter, title: str) -> None:
    """Tell those who answer for the addressee; nobody, where that is no firm of ours."""
    if letter.to_id:
        notices.tell_posts(
            letter.to_id,
            (Post.RESPONDER,),
            service=SERVICE,
            title=title,
            text=_about(letter),
            link=firm(letter.id),
            weight=Weight.DUE,
        )


def _about(letter: Letter) -> str:
    if letter.number:
        return phrase("文号 %(number)s", number=letter.number)
    return phrase("“%(title)s”的草稿", title=letter.title)


def own_words(text: str) -> str:
    """What a cadre typed, as the threads keep a sentence of the house: nothing to translate."""
    return phrase("%(text)s", text=text)


def tell_authors(actor: Actor, letter: Letter, title: str, text: str) -> None:
    """Tell everybody whose case the letter speaks about, each in the own thread."""
    ids = list(Source.objects.filter(letter=letter).values_list("case_id", flat=True))
    for case in cases.actions.say_all(actor, ids, text, letter.number):
        notices.tell_author(
            case.id,
            service=SERVICE,
            title=title,
            text=phrase("你提的 %(number)s 有了下文。", number=case.number),
            link=mine(letter.id),
        )
