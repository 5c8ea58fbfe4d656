"""走访: what a cadre hears on a visit enters the same loop as a review written at home."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse

from niangjia.kernel.cases.models import Case
from tests.feedback.test_loop import TEXT, seen, sent, write
from tests.kit.sowing import seeding
from tests.kit.world import World

HEARD = {"board": "conditions", "score": "2", "topics": ["住宿"], "text": TEXT, "who": "union"}


def heard(world: World) -> UUID:
    """A cadre writes down what somebody said on a visit; the case."""
    person = world.people["a1x-asker"]
    fields = {"firm": world.orgs["a1x-firm"].name, "origin": "visit", "key": "v1", **HEARD}
    named = {**fields, "author_name": person.name, "author_phone": "13900010002"}
    answer = world.client("a1x.officer").post(reverse("feedback_desk:assist"), named)
    assert answer.status_code == 302, answer.content.decode()
    with seeding():
        return Case.objects.filter(text=TEXT).values_list("pk", flat=True)[0]


@pytest.mark.row("001-02")
def test_what_was_heard_on_a_visit_goes_the_same_way(small_world: World) -> None:
    chair, firm = small_world.client("a1x.chair"), small_world.client("a1x-firm.responder")
    visited = heard(small_world)
    written = write(small_world.client("a1x-asker"), small_world)
    for case in (visited, written):
        assert sent(chair, "feedback_desk:accept", case, key=f"a{case}") == 302
        assert sent(chair, "feedback_desk:seat", case, key=f"s{case}", ask="请看看空调") == 302
        said = {"text": "周五修好。", "done": "on"}
        assert sent(firm, "feedback_firm:reply", case, key=f"f{case}", **said) == 302
        said = {"text": "周五修好。", "ask_verdict": "on"}
        assert sent(chair, "feedback_desk:reply", case, key=f"r{case}", **said) == 302
    assert "来访" in seen(chair, "feedback_desk:case", visited)
    with seeding():
        rows = {row.pk: row for row in Case.objects.filter(pk__in=(visited, written))}
        one, other = rows[visited], rows[written]
    assert (one.origin, other.origin) == ("visit", "online")
    assert (one.state, one.kind, one.org_id) == (other.state, other.kind, other.org_id)
    assert one.due_at == other.due_at and one.counted
