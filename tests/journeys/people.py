"""The people of the demo who make the journeys, and how they come in."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

LOG_IN = "/account/login/code/"


@dataclass(frozen=True, slots=True)
class Somebody:
    """A demo account. `hat` is the title of the post they act in; empty for the worker."""

    name: str
    phone: str
    hat: str = ""


WORKER = Somebody("李建国", "13800000001")
DISTRICT = Somebody("赵晓燕", "13800000002", "权益保障部")
TOWN = Somebody("沈国平", "13800000003", "工会专干")
FIRM = Somebody("许立成", "13800000004", "行政部")
ADMIN = Somebody("顾清和", "13800000005", "信息中心")
CHAIR = Somebody("陆秀英", "13800000006", "工会主席")
#: The hat everybody has.
MYSELF = "我自己"
EVERYBODY = (WORKER, DISTRICT, TOWN, FIRM, ADMIN, CHAIR)


def log_in(page: Page, who: Somebody, hat: str = "") -> None:
    """Come in the way people do: number, text message, digits, and the hat on the next page."""
    page.goto(LOG_IN)
    prove(page, who)
    if hat or who.hat:
        take(page, hat or who.hat)


def take(page: Page, hat: str) -> None:
    """Choose a hat on the page of hats."""
    page.get_by_role("button", name=hat).click()
    page.wait_for_url(lambda url: "/capacity/" not in url)


def log_out(page: Page) -> None:
    """By way of one's own page."""
    page.goto("/me/")
    page.get_by_role("link", name="退出登录").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/")


def prove(page: Page, who: Somebody) -> None:
    """On the log-in page: number and digits."""
    page.get_by_label("手机号").fill(who.phone)
    page.get_by_role("button", name="发短信码").click()
    page.get_by_label("短信里的数字").fill(code(page, who.phone))
    page.get_by_role("button", name="进去").click()


def code(page: Page, phone: str) -> str:
    """The digits of the latest message to a number, from the demo's inbox."""
    texts = page.request.get("/dev/inbox.json").json()["texts"]
    return str(next(text["code"] for text in texts if text["to"] == phone and text["code"]))


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody already logged in, by the cookie of it."""

    who: Somebody
    cookie: str

    def enter(self, context: BrowserContext, url: str) -> None:
        """Give a browser the cookie."""
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self.cookie, "url": url}
        context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict in all but name


@dataclass(slots=True)
class Doors:
    """Who has come in so far: everybody logs in once a session, when first needed."""

    browser: Browser
    url: str
    inside: dict[Somebody, Inside] = field(default_factory=dict)

    def open(self, who: Somebody) -> Inside:
        """Somebody logged in, in the capacity they work in."""
        if who not in self.inside:
            self.inside[who] = self._come_in(who)
        return self.inside[who]

    def _come_in(self, who: Somebody) -> Inside:
        context = self.browser.new_context(base_url=self.url)
        page = context.new_page()
        log_in(page, who)
        page.wait_for_url(lambda url: "/account/" not in url and "/capacity/" not in url)
        cookies = {cookie["name"]: cookie["value"] for cookie in context.cookies()}
        context.close()
        return Inside(who, cookies[settings.SESSION_COOKIE_NAME])
