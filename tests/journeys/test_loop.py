"""The loop: a review goes there and back, each in the capacity whose turn it is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.files import samples
from tests.kit.browsing import DESK, Visits

from . import people, steps

TEXT = "细纱车间的吊扇三台坏了两台，下午三十八度，一个班下来衣服能拧出水，希望这周修好。"
REASON = "只修好了门口那台，里面两台还是不转。"


@pytest.fixture
def district(visits: Visits, doors: people.Doors) -> Page:
    """The cadre of the district, who watches."""
    return visits.page(doors.open(people.DISTRICT), viewport=DESK)


@pytest.fixture
def town(visits: Visits, doors: people.Doors) -> Page:
    """The cadre of the town's union."""
    return visits.page(doors.open(people.TOWN), viewport=DESK)


@pytest.fixture
def admin(visits: Visits, doors: people.Doors) -> Page:
    """The platform's administrator, who sees no case."""
    return visits.page(doors.open(people.ADMIN), viewport=DESK)


@pytest.mark.row("000-21", "003-10")
def test_a_review_goes_there_and_back(
    worker: Page, chair: Page, firm: Page, district: Page
) -> None:
    sent = write_with_a_mistake_first(worker)
    watches(district, sent, "已收到")
    accept_by_keyboard(chair, sent)
    told(worker, sent, "工会已受理")
    steps.ask_firm(chair, "请看看细纱车间的吊扇，几台坏的，哪天修好。")
    watches(district, sent, "公司办理中")
    answer_without_knowing_who(firm, sent)
    steps.desk(chair, sent.id)
    steps.reply(chair, "三台吊扇今天都换了新电机，你去看看转不转。")
    watches(district, sent, "等职工打分")
    send_back(worker, sent)
    watches(district, sent, "已退回重办")
    answer_again(chair, sent)
    steps.judge(worker, sent.id, stars=5, outcome="解决了", reason="都转了，谢谢。")
    steps.shows(worker, "已办结")
    watches(district, sent, "已办结")
    in_its_place(worker, chair, firm, sent)


def write_with_a_mistake_first(page: Page) -> steps.Sent:
    """Only the text at first: the summary takes the focus, nothing typed is lost."""
    page.goto("/")
    page.get_by_role("link", name="职工点评").click()
    expect(page.get_by_text("百川纺织有限公司", exact=True)).to_be_visible()
    page.get_by_label("发生了什么？").fill(TEXT)
    page.get_by_role("button", name="提交点评").click()
    box = page.locator(".errbox")
    expect(box).to_be_focused()
    expect(box).to_contain_text("还差 2 处没填好")
    expect(page.get_by_label("发生了什么？")).to_have_value(TEXT)
    box.get_by_role("link", name="请选一个方面").click()
    steps.choose(page, "劳动条件")
    steps.give(page, "score", 2)
    expect(page.locator(".stars output")).to_have_text("不太满意")
    sent = steps.send(page, TEXT)
    assert re.fullmatch(r"LJ-\d{6}-[0-9A-Z]{5}", sent.number)
    expect(page.get_by_text(re.compile(r"日前，工会会回应你"))).to_be_visible()
    return sent


def accept_by_keyboard(page: Page, sent: steps.Sent) -> None:
    """J and K move, / finds, A accepts."""
    page.goto("/desk/feedback/")
    press_and_arrive(page, "j", 0)
    press_and_arrive(page, "j", 1)
    press_and_arrive(page, "k", 0)
    page.keyboard.press("/")
    page.keyboard.type(sent.number)
    page.keyboard.press("Enter")
    expect(page.locator("#rows a.r")).to_have_count(1)
    press_and_arrive(page, "j", 0)
    assert steps.id_of(page) == sent.id
    page.keyboard.press("a")
    steps.desk_shows(page, "工会已受理")


def press_and_arrive(page: Page, key: str, row: int) -> None:
    """The row is marked, the address follows, and its case is shown."""
    page.keyboard.press(key)
    link = page.locator("#rows a.r").nth(row)
    expect(link).to_have_attribute("aria-current", "true")
    page.wait_for_url(f"**{link.get_attribute('href')}")
    expect(page.locator("#detail h1.title")).to_have_text(link.locator("b").inner_text())


def told(page: Page, sent: steps.Sent, title: str) -> None:
    """The newest message says so and leads to the case."""
    page.goto("/messages/")
    newest = page.locator("main a.li").first
    expect(newest).to_contain_text(title)
    newest.click()
    assert steps.id_of(page) == sent.id


def answer_without_knowing_who(page: Page, sent: steps.Sent) -> None:
    """The firm reads the matter; nothing on the page, seen or not, tells who wrote it."""
    page.goto("/")
    page.locator("main a.li", has_text=sent.number).click()
    expect(page.get_by_text(sent.text)).to_be_visible()
    for _ in ("before", "after"):
        source = page.content()
        assert people.WORKER.name not in source
        assert people.WORKER.phone not in source
        assert people.WORKER.phone[-4:] not in page.locator("body").inner_text()
        steps.answer(
            page, sent.id, "电机坏了，备件已到，今天下午全部换好。"
        ) if _ == "before" else None


def send_back(page: Page, sent: steps.Sent) -> None:
    """Without a reason it stays; with one it goes back."""
    steps.judge(page, sent.id, stars=2, outcome="没解决，退回重办")
    expect(page.locator(".errbox")).to_contain_text("退回要写还差在哪里")
    page.get_by_label("想补充什么？").fill(REASON)
    page.get_by_role("button", name="交给工会").click()
    steps.shows(page, "已退回重办")


def answer_again(page: Page, sent: steps.Sent) -> None:
    """The union reads what is missing, takes the case on once more, and answers."""
    steps.desk(page, sent.id)
    expect(page.get_by_text(REASON)).to_be_visible()
    steps.accept(page)
    steps.reply(page, "里面两台今天也换了，这次我一台台试过。")


def watches(page: Page, sent: steps.Sent, state: str) -> None:
    """The district reads where it stands, and has nothing to press but a note of its own."""
    steps.desk(page, sent.id)
    steps.desk_shows(page, state)
    expect(page.locator("#detail .acts form")).to_have_count(0)
    expect(page.get_by_label("写给本人的话")).to_have_count(0)
    assert people.WORKER.name not in page.content()
    for verb, words in (("accept", {}), ("reply", {"reply-text": "我来答复"})):
        assert forced(page, sent, verb, words) in (404, 409)
    steps.desk(page, sent.id)
    steps.desk_shows(page, state)


def forced(page: Page, sent: steps.Sent, verb: str, words: dict[str, str]) -> int:
    """The answer to a post for which the page has no button."""
    token = page.locator("#detail input[name=csrfmiddlewaretoken]").first.input_value()
    form: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token, **words}
    return page.request.post(f"/desk/feedback/{sent.id}/{verb}/", form=form).status


def in_its_place(worker: Page, chair: Page, firm: Page, sent: steps.Sent) -> None:
    """A closed case stands where each looks for closed ones."""
    for page, path in (
        (worker, "/feedback/mine/?state=closed"),
        (chair, f"/desk/feedback/?tab=done&q={sent.number}"),
        (firm, "/firm/feedback/?state=closed"),
    ):
        page.goto(path)
        expect(page.locator(f"main a[href*='{sent.id}']")).to_be_visible()


@pytest.mark.row("000-21")
def test_the_town_gets_what_is_kept_from_the_own_union(
    worker: Page, town: Page, chair: Page, firm: Page, district: Page
) -> None:
    sent = steps.review(
        worker, "工会主席是老板的亲戚，说什么都传回去，这件事想请上面来办。", steps.UPPER
    )
    for page, path in ((chair, "/desk/feedback/"), (firm, "/firm/feedback/")):
        answer = page.goto(f"{path}{sent.id}/")
        assert answer and answer.status == 404
        page.goto(f"{path}?q={sent.number}")
        expect(page.locator(f"main a[href*='{sent.id}']")).to_have_count(0)
    watches(district, sent, "已收到")
    town.goto(f"/desk/feedback/?q={sent.number}")
    town.locator("#rows a.r").click()
    expect(town.locator("#detail .tag", has_text=steps.UPPER)).to_be_visible()
    steps.accept(town)
    expect(town.get_by_text("请公司办")).to_have_count(0)
    steps.reply(town, "这件事由街道工会来办，已经去厂里核实过了。")
    steps.judge(worker, sent.id, stars=5, outcome="解决了")
    steps.shows(worker, "已办结")


@pytest.mark.row("000-21")
def test_a_firms_words_come_by_way_of_the_union(worker: Page, chair: Page, firm: Page) -> None:
    sent = steps.review(worker, "筒子间的除尘口堵了，一开机满屋子飞花，口罩戴一会儿就白了。")
    steps.desk(chair, sent.id)
    steps.accept(chair)
    steps.ask_firm(chair, "请看看除尘口哪天清，飞花大的时候先停哪几台。")
    words = "今晚停机清除尘口，明早开工前再看一遍。"
    steps.answer(firm, sent.id, words)
    worker.goto(f"/feedback/{sent.id}/")
    expect(worker.get_by_text("公司答复了工会，工会正在核实")).to_be_visible()
    expect(worker.get_by_text(words)).to_have_count(0)
    steps.desk(chair, sent.id)
    chair.get_by_role("button", name="转告本人").click()
    expect(chair.locator(".reach")).to_contain_text("已经转告本人")
    worker.goto(f"/feedback/{sent.id}/")
    expect(worker.get_by_text(words)).to_be_visible()


def test_after_an_entry_the_number_can_be_copied(chair: Page) -> None:
    chair.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chair.goto("/desk/feedback/assist/")
    chair.get_by_label("来电", exact=True).check()
    chair.get_by_label("哪家单位？").fill("百川纺织有限公司")
    chair.get_by_label("福利待遇", exact=True).check()
    chair.get_by_label("原话").fill("晚班的饭菜总是凉的，希望有个保温车。")
    slip = {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": samples.photo((300, 200))}
    chair.set_input_files("input[name=photo]", slip)
    expect(chair.locator(".kept img")).to_have_count(1)
    chair.get_by_role("button", name="录好了").click()
    number = "-".join(chair.locator("#number b").all_inner_texts())
    chair.get_by_role("button", name="复制编号").click()
    expect(chair.get_by_role("button", name="复制好了")).to_be_focused()
    assert chair.evaluate("navigator.clipboard.readText()") == number
    chair.get_by_role("link", name="看这件事").click()
    expect(chair.locator("#detail")).to_contain_text(number)
    expect(chair.get_by_role("heading", name="职工传的")).to_be_visible()
    expect(chair.locator("#detail .thumbs img")).to_have_count(1)


def test_the_administrator_sees_no_case(admin: Page, worker: Page) -> None:
    text = "更衣柜的锁坏了一排，钥匙都配不上，贵重东西没处放。"
    sent = steps.review(worker, text)
    admin.goto("/")
    expect(admin.get_by_role("navigation", name="主导航")).not_to_contain_text("待办")
    for path in ("", f"{sent.id}/", f"{sent.id}/history/", f"{sent.id}/print/", "assist/"):
        answer = admin.goto(f"/desk/feedback/{path}")
        assert answer and answer.status == 404, path
    answer = admin.goto(f"/firm/feedback/{sent.id}/")
    assert answer and answer.status == 404
    # One's own pages are a hat away, whosever the case is.
    admin.goto(f"/feedback/{sent.id}/")
    expect(admin).to_have_url(f"/capacity/?next=/feedback/{sent.id}/")
    assert text not in admin.content()
    for path in (
        "/desk/people/",
        f"/desk/people/?q={text[:6]}",
        "/desk/people/?kind=people&q=李建国",
    ):
        admin.goto(path)
        assert sent.number not in admin.content()
        assert text not in admin.content()


def test_everybody_comes_in_by_number_and_digits(visits: Visits, doors: people.Doors) -> None:
    begins = {"": "/", "工会主席": "/desk/feedback/", "行政部": "/firm/feedback/"}
    for who in people.EVERYBODY:
        page = visits.page(doors.open(who))
        page.goto("/")
        path = begins.get(who.hat, "/desk/people/" if who is people.ADMIN else "/desk/feedback/")
        expect(page).to_have_url(re.compile(rf"{re.escape(path)}(\?first-day=\w+)?$"))
