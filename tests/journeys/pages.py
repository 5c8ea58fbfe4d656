"""Every real page worth a look: who opens it, and where it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from .people import ADMIN, CHAIR, DISTRICT, FIRM, WORKER, Doors, Somebody


@dataclass(frozen=True, slots=True)
class Place:
    """A page: `path` may name records in braces, which `Places` knows."""

    name: str
    who: Somebody | None
    path: str
    #: Opened every day: looked at in each run, in more modes than the rest.
    daily: bool = False


PLACES = (
    Place("stranger-home", None, "/", daily=True),
    Place("log-in", None, "/account/login/code/", daily=True),
    Place("sign-up", None, "/account/signup/"),
    Place("dev-inbox", None, "/dev/inbox"),
    Place("nothing-here", None, "/nothing/is/here/"),
    Place("home", WORKER, "/", daily=True),
    Place("services", WORKER, "/services/", daily=True),
    Place("new", WORKER, "/feedback/new/", daily=True),
    Place("firms", WORKER, "/feedback/firms/?q=纺织"),
    Place("mine", WORKER, "/feedback/mine/", daily=True),
    Place("case", WORKER, "/feedback/{case}/", daily=True),
    Place("case-to-judge", WORKER, "/feedback/{judged}/", daily=True),
    Place("case-closed", WORKER, "/feedback/{closed}/"),
    Place("sent", WORKER, "/feedback/{case}/done/"),
    Place("withdraw", WORKER, "/feedback/{case}/withdraw/"),
    Place("messages", WORKER, "/messages/", daily=True),
    Place("me", WORKER, "/me/", daily=True),
    Place("look", WORKER, "/settings/look/", daily=True),
    Place("seen", WORKER, "/me/seen/", daily=True),
    Place("data", WORKER, "/me/data/"),
    Place("capacity", CHAIR, "/capacity/"),
    Place("capacity-asked", CHAIR, "/capacity/?next=/feedback/mine/"),
    Place("change-phone", WORKER, "/account/phone/change/"),
    Place("log-out", WORKER, "/account/logout/"),
    Place("inbox", CHAIR, "/desk/feedback/", daily=True),
    Place("desk-case", CHAIR, "/desk/feedback/{desk}/", daily=True),
    Place("history", CHAIR, "/desk/feedback/{desk}/history/"),
    Place("print", CHAIR, "/desk/feedback/{desk}/print/"),
    Place("assist", CHAIR, "/desk/feedback/assist/"),
    Place("boards", CHAIR, "/desk/feedback/boards/"),
    Place("holds", DISTRICT, "/desk/feedback/holds/"),
    Place("watching", DISTRICT, "/desk/feedback/?tab=open"),
    Place("directory", DISTRICT, "/desk/people/", daily=True),
    Place("org", DISTRICT, "/desk/people/orgs/{org}/"),
    Place("org-new", DISTRICT, "/desk/people/orgs/new/"),
    Place("org-new-union", DISTRICT, "/desk/people/orgs/new/?kind=union"),
    Place("appoint", DISTRICT, "/desk/people/orgs/{org}/appoint/?q=李"),
    Place("appoint-chosen", DISTRICT, "/desk/people/orgs/{org}/appoint/?person={person}"),
    Place("person", DISTRICT, "/desk/people/persons/{person}/"),
    Place("import", ADMIN, "/desk/people/import/"),
    Place("firm-list", FIRM, "/firm/feedback/", daily=True),
    Place("firm-case", FIRM, "/firm/feedback/{firm}/", daily=True),
)
BY_NAME = {place.name: place for place in PLACES}
DAILY = tuple(place for place in PLACES if place.daily)
#: Who opens which list, and the link on it that leads to a record.
LISTS: dict[str, tuple[Somebody, str, str]] = {
    "case": (WORKER, "/feedback/mine/", "main a.li:has-text('公司办理中')"),
    "judged": (WORKER, "/feedback/mine/", "main a.li:has-text('等你打分')"),
    "closed": (WORKER, "/feedback/mine/?state=closed", "main a.li"),
    "desk": (CHAIR, "/desk/feedback/?state=accepted", "#rows a.r"),
    "org": (DISTRICT, "/desk/people/?q=百川", "main td a"),
    "person": (DISTRICT, "/desk/people/?kind=people&q=李", "main td a"),
    "firm": (FIRM, "/firm/feedback/", "main a.li"),
}
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass(slots=True)
class Places:
    """Knows the address of every page; records are found the way people find them."""

    browser: Browser
    doors: Doors
    found: dict[str, str] = field(default_factory=dict)

    def path(self, place: Place) -> str:
        """Where a page is."""
        for name in re.findall(r"{(\w+)}", place.path):
            if name not in self.found:
                self._find(name)
        return place.path.format(**self.found)

    def _find(self, name: str) -> None:
        who, path, link = LISTS[name]
        self._visit(who, lambda page: self._read(page, name, path, link))

    def _read(self, page: Page, name: str, path: str, link: str) -> None:
        page.goto(path)
        match = ID.search(page.locator(link).first.get_attribute("href") or "")
        assert match, f"no {name} on {path}"
        self.found[name] = match[0]

    def _visit(self, who: Somebody, look: Callable[[Page], None]) -> None:
        context = self.browser.new_context(base_url=self.doors.url)
        self.doors.open(who).enter(context, self.doors.url)
        look(context.new_page())
        context.close()
