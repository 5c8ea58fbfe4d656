"""The shape of a matter: what workers tell of it, and what the union and the firm answer."""

from dataclasses import dataclass

WELFARE = "福利待遇"
VOICE = "民主协商"
CONDITIONS = "劳动条件"
BOARDS = (WELFARE, VOICE, CONDITIONS)

TOPICS = (
    "食堂", "住宿", "工资", "补贴", "加班工时", "排班", "夜班", "假期", "社保公积金", "合同",
    "培训", "考核罚款", "安全", "职业健康", "高温", "环境卫生", "女职工", "通勤停车", "民主管理",
    "沟通方式", "工会", "劳动条件",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One way a worker tells a matter, with the measure that answers exactly this telling.

    ``measure`` may hold ``{dN}``: the date N days after it is said, the day it is done. ``at``
    narrows to industries or to one firm's short code and ``needs`` to traits of the firm, both in
    place of the matter's; ``months`` narrows to a season (1-12).
    ``voice`` is f or m where the teller speaks as a mother or a father; ``plan`` fixes the course
    of a case that belongs to the worker's demo account.
    """

    stars: int
    title: str
    text: str
    measure: str
    at: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    voice: str = ""
    plan: str = ""


@dataclass(frozen=True)
class Said:
    """Words that fit the tellings numbered in ``of`` (from 1); empty means all of them."""

    text: str
    of: tuple[int, ...] = ()


@dataclass(frozen=True)
class Matter:
    """A matter with its concrete ``things``: every reply names at least one of them.

    ``looks`` is what the union does first, ``ask`` what it asks of the firm, ``answers`` what it
    tells the worker in the end, ``thanks`` the worker's words when content; ``back`` the reason
    for sending back the telling numbered ``back_of`` and ``second`` the better answer to that.
    """

    key: str
    board: str
    topics: tuple[str, ...]
    things: tuple[str, ...]
    looks: tuple[Said, ...]
    ask: str
    answers: tuple[Said, ...]
    thanks: tuple[Said, ...]
    told: tuple[Told, ...]
    at: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    back: str = ""
    second: str = ""
    back_of: int = 0
