"""Lists on paper: what the screen shows, whose filter, who printed it, written down."""

from __future__ import annotations

import pytest
from django.urls import reverse

from niangjia.kernel.acts.models import Audit
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.letters.actions import printing
from niangjia.kernel.papers.door import Paper, Para, Table, rolls
from niangjia.services.feedback.actions import exports
from niangjia.services.feedback.queries import sieve
from tests.kit.sowing import seeding
from tests.kit.world import World

OFFICER = "a1x.officer"
ADDRESSES = ("feedback_desk:list_print", "feedback_desk:matters_print", "letters_desk:list_print")


def inbox(world: World, hat: str = OFFICER, **asked: str) -> Paper:
    with world.acting(hat):
        ask = sieve.wanted(sieve.read(asked), "open", actor().org_root)
        line = sieve.line(actor(), sieve.read(asked), ask.tab)
        return exports.printed(actor(), ask=ask, line=line)


def said(paper: Paper) -> str:
    return "\n".join(block.text for block in paper.body if isinstance(block, Para))


def rows(paper: Paper) -> tuple[tuple[str, ...], ...]:
    return next((block.rows for block in paper.body if isinstance(block, Table)), ())


@pytest.mark.row("000-21")
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_list_is_a_pdf_and_is_written_down(small_world: World, name: str) -> None:
    with seeding():
        before = Audit.objects.filter(action__endswith="printed").count()
    answer = small_world.client(OFFICER).get(f"{reverse(name)}?tab=open")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF-")
    with seeding():
        assert Audit.objects.filter(action__endswith="printed").count() == before + 1


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("hat", ["a1x-asker", "a1x-firm.responder"])
def test_lists_are_a_unions(small_world: World, name: str, hat: str) -> None:
    assert small_world.client(hat).get(reverse(name)).status_code in (302, 404)


def test_the_head_says_whose_filter_it_was(small_world: World) -> None:
    paper = inbox(small_world, tab="open", board="welfare")
    me, org = small_world.hats[OFFICER].person, small_world.orgs["a1x"]
    assert paper.issuer == org.name
    assert me.name in said(paper)
    assert "福利待遇" in said(paper)
    assert f"共 {len(rows(paper))} 条" in said(paper)


def test_no_author_stands_on_paper(small_world: World) -> None:
    papers = [inbox(small_world, tab="open")]
    with small_world.acting(OFFICER):
        papers.append(exports.printed_matters(actor(), closed=False))
        papers.append(printing.printed(actor(), tab="open"))
    assert rows(papers[0])
    names = [person.name for person in small_world.people.values()]
    mine = small_world.hats[OFFICER].person.name
    printed = "\n".join(cell for paper in papers for row in rows(paper) for cell in row)
    cadres = {hat.person.name for hat in small_world.hats.values() if "." in hat.key}
    assert not [name for name in names if name in printed and name not in {mine, *cadres}]


def test_an_empty_list_says_so(small_world: World) -> None:
    assert "这一栏现在没有" in said(inbox(small_world, tab="open", q="没有这样的事"))


def test_too_long_a_list_is_refused(small_world: World) -> None:
    with pytest.raises(Refusal):
        rolls.within(rolls.MOST + 1)
    rolls.within(rolls.MOST)


def test_the_page_leads_to_what_it_shows(small_world: World) -> None:
    html = small_world.client(OFFICER).get(
        reverse("feedback_desk:inbox"), {"tab": "open", "stars": "2"}
    )
    assert f"{reverse('feedback_desk:list_print')}?tab=open&amp;stars=2" in html.content.decode()
