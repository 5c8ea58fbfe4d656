"""Attacks on a survey without names: by a cadre, an employer, and whoever gets hold of rows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, models, transaction
from django.urls import reverse

from niangjia.kernel.acts.models import Audit, Look, Once
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.surveys import actions, tasks
from niangjia.kernel.surveys.models import Answer, Asked, Slip, Tally
from tests.kit.sowing import seeding
from tests.kit.world import World

from .crowds import CHAIR, CONTRACT, counted, crowd, drafted, opened, result, says

pytestmark = pytest.mark.row("004-22")
HATS = ("a1.chair", "a.officer", "a.caller", "a.admin", "city.officer", "a1x-firm.responder")


def everybody(made: list[list[str]]) -> list[str]:
    return [key for firm in made for key in firm]


@pytest.mark.parametrize("hat", [*HATS, "k0w0"])
@pytest.mark.parametrize("table", ["surveys_slip", "surveys_asked", "surveys_answer"])
def test_nobody_reads_rows_that_are_not_their_own(small_world: World, hat: str, table: str) -> None:
    made = crowd(small_world, 8, 8)
    survey = opened(small_world)
    for key in everybody(made)[:6]:
        says(small_world, key, survey, q1=0)
    own = table == "surveys_asked" and hat == "k0w0"
    with small_world.acting(hat), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(f"SELECT * FROM {table} WHERE survey_id = %s", [survey])
                found = len(cursor.fetchall())
        except ProgrammingError as refused:
            assert "permission denied" in str(refused)
            found = 0
    assert found == (1 if own else 0)


def test_rows_have_no_time_and_no_common_key(small_world: World) -> None:
    dated = (models.DateField, models.DateTimeField, models.TimeField)
    for model in (Slip, Asked):
        assert not [f.name for f in model._meta.fields if isinstance(f, dated)]
    assert "person_id" not in {f.attname for f in Slip._meta.fields}
    common = {f.name for f in Slip._meta.fields} & {f.name for f in Asked._meta.fields}
    assert common == {"id", "survey", "org_root", "firm_id"}
    assert Slip._meta.pk.get_default().version == 4
    assert Asked._meta.pk.get_default().version == 4


def test_neither_log_nor_kept_reply_nor_message_joins_person_and_answer(
    small_world: World,
) -> None:
    made = crowd(small_world, 12)
    survey = opened(small_world)
    before = traces(small_world, made[0][0])
    page = reverse("surveys:answer", args=[survey])
    answer = small_world.client(made[0][0]).post(page, {"q1": "1", "q2": "食堂的汤", "key": "k1"})
    assert answer.status_code == 302
    assert traces(small_world, made[0][0]) == before
    with seeding():
        assert Slip.objects.filter(survey=survey).count() == 1
        assert Answer.objects.filter(survey=survey).count() == 0


def traces(world: World, key: str) -> dict[str, int]:
    """Rows that name this person with a moment."""
    person = world.people[key].pk
    with seeding():
        return {
            "audit": Audit.objects.filter(person_id=person).count(),
            "once": Once.objects.filter(person_id=person).count(),
            "notices": Notice.objects.filter(person_id=person).count(),
            "looks": Look.objects.filter(subject_id=person).count(),
        }


def rows_as_written(table: str, survey: UUID) -> list[tuple[str, str]]:
    """(writing transaction, content) in the order rows lie on the disk, as a dump would show."""
    content = "said->>'q2'" if table == "surveys_slip" else "person_id::text"
    more = "" if table == "surveys_slip" else "AND answered"
    with seeding(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT xmin::text, {content} FROM {table} WHERE survey_id = %s {more} ORDER BY ctid",
            [survey],
        )
        return [(str(tx), str(words)) for tx, words in cursor.fetchall()]


def test_neither_the_writing_transaction_nor_the_order_of_rows_joins_them(
    small_world: World,
) -> None:
    keys = everybody(crowd(small_world, 20, 20))
    survey = opened(small_world)
    for key in keys:
        says(small_world, key, survey, q1=0, q2=str(small_world.people[key].pk))
    slips = rows_as_written("surveys_slip", survey)
    people = rows_as_written("surveys_asked", survey)
    assert len(slips) == len(people) == len(keys)
    in_order = sum(slip[1] == one[1] for slip, one in zip(slips, people, strict=True))
    assert in_order < len(keys) / 4
    guessed = sum(len(told) == 1 and told == who for told, who in by_transaction(slips, people))
    assert guessed < len(keys) / 4
    newest = max(int(tx) for tx, _words in slips)
    assert sum(int(tx) == newest for tx, _words in slips) > 10, "the last does not stand alone"


def by_transaction(*tables: list[tuple[str, str]]) -> list[list[set[str]]]:
    """What each transaction wrote last, table by table."""
    transactions = {tx for table in tables for tx, _words in table}
    return [[{w for t, w in table if t == tx} for table in tables] for tx in transactions]


def test_two_looks_show_nothing_and_the_second_look_no_more(small_world: World) -> None:
    keys = everybody(crowd(small_world, 12))
    survey = opened(small_world)
    for key in keys[:-1]:
        says(small_world, key, survey, q1=0)
        assert result(small_world, survey) == {}
    chair = small_world.client(CHAIR)
    assert "收完才看得到结果" in seen(chair, survey)
    found = counted(small_world, survey)
    assert found["questions"][0]["cells"] == [11, 0, 0]
    with pytest.raises(Refusal, match="shut"):
        says(small_world, keys[-1], survey, q1=1)
    assert result(small_world, survey) == found


def seen(client: Any, survey: UUID) -> str:
    page: str = client.get(reverse("surveys_desk:survey", args=[survey])).content.decode()
    return page


def test_what_was_said_is_destroyed_when_it_is_counted(small_world: World) -> None:
    keys = everybody(crowd(small_world, 12))
    survey = opened(small_world)
    for key in keys:
        says(small_world, key, survey, q1=0, q2=f"话{key}")
    counted(small_world, survey)
    with seeding():
        assert not Slip.objects.filter(survey=survey).exists()
        kept = Tally.objects.get(survey=survey).tables
    assert kept["questions"][1]["texts"] == sorted(f"话{key}" for key in keys)


def test_a_single_voice_is_neither_shown_nor_the_difference(small_world: World) -> None:
    keys = everybody(crowd(small_world, 12, 12))
    survey = opened(small_world)
    for n, key in enumerate(keys):
        says(small_world, key, survey, q1=1 if n == 0 else 0)
    found = counted(small_world, survey)
    assert found["answered"] == 24
    assert found["questions"][0]["cells"] == [None, None, None]
    for group in found["questions"][0]["groups"]:
        assert 1 not in group["cells"] and 11 not in group["cells"]


def test_two_surveys_that_differ_by_few_people_are_refused(small_world: World) -> None:
    crowd(small_world, 12, 1, 6)
    first, second = (small_world.orgs[f"k{n}"].id for n in (0, 1))
    opened(small_world, orgs=(first,))
    near = drafted(small_world, orgs=(first, second))
    with pytest.raises(Refusal, match="too_near"), small_world.acting(CHAIR):
        actions.open_up(actor(), survey_id=near)
    with seeding():
        assert not Asked.objects.filter(survey=near).exists()
    opened(small_world, orgs=(first,))
    opened(small_world, orgs=(first, small_world.orgs["k2"].id))


def test_a_small_firm_is_not_even_written_down(small_world: World) -> None:
    made = crowd(small_world, 9, 4)
    survey = opened(small_world)
    for key in everybody(made):
        says(small_world, key, survey, q1=0)
    with seeding():
        firms = set(Slip.objects.filter(survey=survey).values_list("firm_id", flat=True))
    assert firms == {small_world.orgs["k0"].id, None}


def test_nobody_answers_twice_or_without_being_asked(small_world: World) -> None:
    keys = everybody(crowd(small_world, 12))
    survey = opened(small_world)
    says(small_world, keys[0], survey, q1=0)
    with pytest.raises(Refusal, match="again"):
        says(small_world, keys[0], survey, q1=1)
    with pytest.raises(Refusal, match="no_survey"):
        says(small_world, "b2y-asker", survey, q1=1)
    page = small_world.client(keys[0]).get(reverse("surveys:answer", args=[survey]))
    assert "连我们也不知道是哪一份" in page.content.decode()


def test_too_few_are_not_asked_without_names(small_world: World) -> None:
    crowd(small_world, 9)
    survey = drafted(small_world, CONTRACT, orgs=(small_world.orgs["k0"].id,))
    with pytest.raises(Refusal, match="open"), small_world.acting(CHAIR):
        actions.open_up(actor(), survey_id=survey)


@pytest.mark.parametrize("name", ["survey", "names", "export", "print"])
def test_an_employer_sees_nothing_of_it(small_world: World, name: str) -> None:
    crowd(small_world, 12)
    survey = opened(small_world)
    firm = small_world.client("a1x-firm.responder")
    assert firm.get(reverse(f"surveys_desk:{name}", args=[survey])).status_code == 404


def test_names_of_a_survey_without_names_are_nowhere(small_world: World) -> None:
    crowd(small_world, 12)
    survey = opened(small_world)
    chair = small_world.client(CHAIR)
    assert chair.get(reverse("surveys_desk:names", args=[survey])).status_code == 404


def test_a_reminder_reaches_who_has_not_answered_and_tells_nobody_who(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = everybody(crowd(small_world, 12))
    survey = opened(small_world)
    for key in keys[:8]:
        says(small_world, key, survey, q1=0)
    with pytest.raises(Refusal, match="reminded"), small_world.acting(CHAIR):
        actions.remind(actor(), survey_id=survey)
    monkeypatch.setattr(actions.rules, "REMIND_AFTER", 0)
    with small_world.acting(CHAIR):
        said = actions.remind(actor(), survey_id=survey)
        assert not hasattr(said, "people")
    tasks.tell.func(str(survey))
    mine = {small_world.people[key].pk for key in keys}
    with seeding():
        told = Notice.objects.filter(title="还有几天，等你答", person_id__in=mine)
        reached = set(told.values_list("person_id", flat=True))
    assert reached == {small_world.people[key].pk for key in keys[8:]}
    with small_world.acting(CHAIR):
        others = Notice.objects.exclude(person_id=actor().me)
        assert not others.filter(title="还有几天，等你答").exists()
