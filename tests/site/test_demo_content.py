"""The invented district reads like a real one: counts, variety, lawful courses, valid codes."""

import re
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise

import pytest

from niangjia.site.demo.codes import credit_code_is_valid
from niangjia.site.demo.events import state_after
from niangjia.site.demo.firms import FIRMS, UNION_FROM
from niangjia.site.demo.matters import ALL
from niangjia.site.demo.matters.shape import BOARDS, TOPICS
from niangjia.site.demo.names import reads_as
from niangjia.site.demo.people import ACCOUNTS, people
from niangjia.site.demo.places import DISTRICT, TOWNS
from niangjia.site.demo.story import ORIGINS, VISIBILITY, Story, stories
from niangjia.site.demo.timeline import CHINA, is_workday
from niangjia.site.demo.unions import ENTERPRISE_UNIONS, INDUSTRY_UNIONS, JOINT_UNIONS, UNIONS

SEED = 20
TODAY = date(2026, 11, 20)
WHOLE_YEAR = [date(2026, month, 15) for month in (1, 4, 7, 10)] + [TODAY]
SHARED_LIMIT = 0.40
LONG = 12  # characters from which a text is more than a turn of phrase
PLANTED = [(330199, day) for day in WHOLE_YEAR]  # as the demo plants it, in any season
OFFICE_KINDS = {"accept", "ask_firm", "firm_reply", "reply", "note"}
ANSWER_KINDS = {"ask_firm", "firm_reply", "reply"}
MATTERS = {matter.key: matter for matter in ALL}
ASCII_AFTER_CJK = re.compile(r"[\u4e00-\u9fff][,?!:;]")
LEFT_OPEN = re.compile(r"[{}]")
REAL_BRANDS = (
    "顺丰", "京东", "美团", "饿了么", "阿里", "淘宝", "菜鸟", "圆通", "中通", "申通", "韵达",
    "沃尔玛", "华润", "永辉", "海底捞", "肯德基", "万科", "碧桂园", "富士康", "比亚迪", "华为",
    "小米", "微众", "支付宝", "抖音", "滴滴", "吉利", "娃哈哈", "申洲", "雅戈尔",
)  # fmt: skip


@pytest.fixture(scope="module")
def told() -> list[Story]:
    return stories(SEED, TODAY)


def grams(text: str) -> set[str]:
    """Return the 5-grams of a text."""
    return {text[i : i + 5] for i in range(len(text) - 4)}


def shared(texts: list[str]) -> dict[tuple[int, int], float]:
    """Return for pairs with any common 5-gram the share of the smaller text's grams."""
    all_grams = [grams(text) for text in texts]
    where = defaultdict[str, list[int]](list)
    for index, own in enumerate(all_grams):
        for gram in own:
            where[gram].append(index)
    common = Counter(pair for holders in where.values() for pair in combinations(holders, 2))
    return {
        pair: count / min(len(all_grams[pair[0]]), len(all_grams[pair[1]]))
        for pair, count in common.items()
    }


def everything_said(story: Story) -> list[str]:
    return [story.title, story.text, *(event.text for event in story.events)]


@pytest.mark.row("000-21")
def test_forty_firms_two_thousand_people_four_hundred_cases(told: list[Story]) -> None:
    assert len(FIRMS) == 40
    assert len(people(SEED, TODAY)) == 2000
    assert len(told) == 400
    assert len(TOWNS) == 8 and DISTRICT.code == "330199"


def test_the_first_firm_is_the_one_the_accounts_belong_to() -> None:
    first = FIRMS[0]
    assert (first.name, first.headcount, first.dormitories) == ("百川纺织有限公司", 420, 3)


def test_enough_small_firms_and_every_firm_has_a_union_over_it() -> None:
    small = [i for i, firm in enumerate(FIRMS) if firm.headcount < UNION_FROM]
    assert len(small) >= 8
    assert {i for union in ENTERPRISE_UNIONS for i in union.firms} == set(range(40)) - set(small)
    assert {i for union in JOINT_UNIONS for i in union.firms} == set(small)
    assert 2 <= len(INDUSTRY_UNIONS) <= 3


def test_unions_form_one_tree() -> None:
    keys = [union.key for union in UNIONS]
    assert len(set(keys)) == len(keys)
    assert [union.key for union in UNIONS if union.parent not in keys] == ["city"]


def test_credit_codes_are_valid_and_differ() -> None:
    codes = {firm.credit_code for firm in FIRMS}
    assert len(codes) == 40
    assert all(credit_code_is_valid(code) for code in codes)
    assert not credit_code_is_valid(FIRMS[0].credit_code[:-1] + "Y")


def test_known_credit_code_check() -> None:
    """The worked example that GB 32100-2015 prints in its annex."""
    assert credit_code_is_valid("91350100M000100Y43")


def test_short_codes_differ() -> None:
    assert len({firm.short_code for firm in FIRMS}) == 40


def test_phones_are_synthetic_and_differ() -> None:
    phones = [person.phone for person in people(SEED, TODAY)]
    assert phones[:6] == [f"1380000000{n}" for n in range(1, 7)]
    assert phones[6:] == [str(13900010000 + n) for n in range(1994)]


def test_people_are_varied_and_belong_to_firms() -> None:
    rows = people(SEED, TODAY)
    assert len({person.name for person in rows}) > 1900
    assert any("·" in person.name for person in rows)
    staff = Counter(person.firm for person in rows if person.firm is not None)
    assert all(5 <= staff[i] <= firm.headcount for i, firm in enumerate(FIRMS))


def test_the_same_seed_gives_the_same_people_and_stories(told: list[Story]) -> None:
    assert people(SEED, TODAY) == people(SEED, TODAY)
    assert told == stories(SEED, TODAY)
    assert told != stories(SEED + 1, TODAY)


def test_many_distinct_matters_on_all_boards(told: list[Story]) -> None:
    assert len({story.matter for story in told}) >= 72
    assert {story.board for story in told} == set(BOARDS)
    assert all(set(story.topics) <= set(TOPICS) for story in told)


@pytest.mark.parametrize(("seed", "today"), [(SEED, TODAY), *PLANTED], ids=str)
def test_no_two_texts_share_over_forty_percent_of_their_five_grams(seed: int, today: date) -> None:
    """Whatever anybody wrote, of whatever kind; titles and one-breath words at least differ."""
    written = [said for story in stories(seed, today) for said in everything_said(story) if said]
    long = [said for said in written if len(said) >= LONG]
    assert len(long) > 1800
    assert max(shared(long).values()) <= SHARED_LIMIT
    assert [said for said, times in Counter(written).items() if times > 1] == []


def test_the_measure_of_sharing_would_notice_a_copy() -> None:
    text = ALL[0].told[0].text
    assert shared([text, text[10:60] + "别的话"])[0, 1] > SHARED_LIMIT


def test_texts_and_titles_have_their_length() -> None:
    for matter in ALL:
        for telling in matter.told:
            assert 40 <= len(telling.text) <= 220, telling.title
            assert 6 <= len(telling.title) <= 22, telling.title


def test_titles_and_texts_differ(told: list[Story]) -> None:
    assert len({story.title for story in told}) == 400
    assert len({story.text for story in told}) == 400


def test_stars_origins_and_visibility_are_spread(told: list[Story]) -> None:
    assert {story.stars for story in told} == {1, 2, 3, 4, 5}
    assert {story.origin for story in told} == set(ORIGINS)
    assert {story.visibility for story in told} == set(VISIBILITY)


@pytest.mark.parametrize("today", WHOLE_YEAR, ids=str)
def test_states_are_spread_in_any_season(today: date) -> None:
    states = Counter(story.state for story in stories(SEED, today))
    assert set(states) == {
        "received", "accepted", "with_firm", "answered", "returned", "closed", "withdrawn",
    }  # fmt: skip
    assert 0.55 <= states["closed"] / 400 <= 0.65
    assert min(states.values()) >= 8


def test_events_follow_the_flow_in_time(told: list[Story]) -> None:
    end = datetime.combine(TODAY, datetime.min.time(), CHINA)
    for story in told:
        assert state_after(event.kind for event in story.events) == story.state
        moments = [story.submitted_at, *(event.at for event in story.events)]
        assert all(before < after for before, after in pairwise(moments)), story.title
        assert moments[-1] < end
        assert all(moment.utcoffset() == timedelta(hours=8) for moment in moments)


def test_unions_and_firms_act_in_office_hours(told: list[Story]) -> None:
    for story in told:
        for event in story.events:
            if event.kind in OFFICE_KINDS:
                assert is_workday(event.at.date()), (story.title, event)
                assert (8, 30) <= (event.at.hour, event.at.minute) < (17, 30), (story.title, event)


def test_what_is_told_at_the_desk_is_told_in_office_hours(told: list[Story]) -> None:
    for story in told:
        if story.origin != "app":
            assert is_workday(story.submitted_at.date()), story.title
            assert 8 <= story.submitted_at.hour < 18, story.title


def test_stars_stand_on_verdicts_alone(told: list[Story]) -> None:
    for story in told:
        for event in story.events:
            assert (event.stars is not None) == event.kind.startswith("verdict"), story.title


def test_who_is_not_content_says_why(told: list[Story]) -> None:
    backs = [e for story in told for e in story.events if e.kind == "verdict_back"]
    assert len(backs) >= 20
    assert all(event.text and event.stars in (1, 2) for event in backs)


def test_replies_name_what_they_answer(told: list[Story]) -> None:
    for story in told:
        things = MATTERS[story.matter].things
        for event in story.events:
            if event.kind in ANSWER_KINDS:
                assert any(thing in event.text for thing in things), (story.title, event.text)


def test_replies_differ_from_case_to_case(told: list[Story]) -> None:
    firm_replies = [e.text for story in told for e in story.events if e.kind == "firm_reply"]
    assert len(set(firm_replies)) == len(firm_replies)


def test_small_firms_go_to_the_town(told: list[Story]) -> None:
    for story in told:
        if not FIRMS[story.firm_index].has_own_union:
            assert story.handled_by == "town", story.title


def test_authors_work_at_the_firm_and_are_not_staff_accounts(told: list[Story]) -> None:
    rows = people(SEED, TODAY)
    for story in told:
        assert rows[story.author_index].firm == story.firm_index
        assert story.author_index == 0 or story.author_index >= len(ACCOUNTS)


def test_a_mothers_story_is_told_under_a_name_that_suits(told: list[Story]) -> None:
    rows = people(SEED, TODAY)
    voices = {telling.text: telling.voice for matter in ALL for telling in matter.told}
    told_by = [(rows[story.author_index].name, voices[story.text]) for story in told]
    unsuited = [name for name, voice in told_by if not reads_as(name, voice)]
    assert len(unsuited) <= 2, unsuited  # a tiny firm may have nobody else


def test_the_workers_account_looks_alive(told: list[Story]) -> None:
    own = [story for story in told if story.author_index == 0]
    states = Counter(story.state for story in own)
    assert 4 <= len(own) <= 5
    assert states["with_firm"] == 1 and states["answered"] == 1 and states["closed"] >= 1
    assert any(story.title == "三号宿舍楼空调坏了，夜班睡不好" for story in own)
    assert any("verdict_back" in [event.kind for event in story.events] for story in own)


def test_a_few_cases_are_overdue(told: list[Story]) -> None:
    line = datetime.combine(TODAY - timedelta(days=20), datetime.min.time(), CHINA)
    waiting = [s for s in told if s.state in ("accepted", "with_firm") and s.submitted_at < line]
    assert 3 <= len(waiting) <= 15


@pytest.mark.parametrize("today", WHOLE_YEAR, ids=str)
def test_no_quarter_is_too_good_to_be_believed(today: date) -> None:
    """Some answers solve a part, some are met with silence, some come back, some come late."""
    line = datetime.combine(today - timedelta(days=30), datetime.min.time(), CHINA)
    ended: dict[tuple[int, int], list[bool]] = defaultdict(list)
    for story in stories(SEED, today):
        if story.submitted_at < line and story.state in ("answered", "closed", "returned"):
            quarter = (story.submitted_at.year, (story.submitted_at.month - 1) // 3)
            ended[quarter].append(story.events[-1].kind == "verdict_ok")
    shares = [sum(solved) / len(solved) for solved in ended.values() if len(solved) >= 20]
    assert len(shares) >= 3
    assert 0.4 <= min(shares) <= max(shares) <= 0.95, shares


def test_seasons_are_kept(told: list[Story]) -> None:
    months = {t.text: t.months or m.months for m in ALL for t in m.told}
    seasonal = [story for story in told if months[story.text]]
    near = [s for s in seasonal if _months_off(s.submitted_at.month, months[s.text]) <= 1]
    assert len(seasonal) > 20 and len(near) == len(seasonal)


def _months_off(month: int, season: tuple[int, ...]) -> int:
    return min(min((month - m) % 12, (m - month) % 12) for m in season)


def test_chinese_is_punctuated_as_chinese(told: list[Story]) -> None:
    for story in told:
        for said in everything_said(story):
            assert not ASCII_AFTER_CJK.search(said), said
            assert not LEFT_OPEN.search(said), said


def test_no_real_company_is_named(told: list[Story]) -> None:
    names = " ".join(firm.name for firm in FIRMS)
    words = names + " ".join(said for story in told for said in everything_said(story))
    assert [brand for brand in REAL_BRANDS if brand in words] == []
