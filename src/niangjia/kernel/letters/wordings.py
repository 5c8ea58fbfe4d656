"""The house's own words for every kind of letter, and the places in them that get filled."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as noop


@dataclass(frozen=True, slots=True)
class Wording:
    """Title and body of a letter with places to fill, and the word in its number."""

    word: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of letter is called, who gets it, and whether an answer is owed."""

    key: str
    label: str
    icon: str
    #: firm, author or authority.
    to: str
    answered: bool
    #: The time limit of its draft and of its answer.
    draft_clock: str
    answer_clock: str
    house: Wording
    #: Answers the addressee chooses from; none: words alone.
    outcomes: tuple[str, ...] = ()


#: Certificates and charges that some steps take.
MANDATES: tuple[tuple[str, str], ...] = (
    ("supervisor", noop("工会劳动法律监督员证")),
    ("finance", noop("财务核实")),
)
#: Places in a letter: their names as they stand between the marks.
NUMBER, DAY, ANSWER_BY = "编号", "日期", "答复期限"
UNION, FIRM, BASIS = "工会", "单位", "依据"
SITUATION, WANTED, FIGURES, COSTS = "情况", "要求", "数字", "费用"
#: What is filled into each.
PLACES: dict[str, str] = {
    NUMBER: noop("文书的编号，发出时自动给"),
    DAY: noop("发出的日期"),
    ANSWER_BY: noop("最晚哪天答复"),
    UNION: noop("本工会的名称"),
    FIRM: noop("收函单位的名称"),
    BASIS: noop("依据的条文"),
    SITUATION: noop("职工说了什么，由工会归纳"),
    WANTED: noop("希望怎么办"),
    FIGURES: noop("几位职工、哪些方面、各占多少"),
    COSTS: noop("要花多少、一年能省多少，数字从哪里来"),
}
#: Those that are known only when a letter goes out.
ISSUE = (NUMBER, DAY, ANSWER_BY)

PROPOSAL = Kind(
    "proposal",
    noop("建议"),
    "bulb",
    "firm",
    True,
    "letter.draft",
    "proposal.answer",
    Wording(
        "建",
        "关于改善职工福利和劳动条件的建议",
        "近来，职工向工会说了这样一些事：\n【数字】\n\n归纳起来是：\n【情况】\n\n"
        "我们建议：\n【要求】\n\n【费用】\n\n请在【答复期限】前书面答复工会：采纳、部分采纳，"
        "或者不采纳的理由。\n依据：【依据】",
    ),
    ("adopt", "partly", "refuse"),
)
KINDS: dict[str, Kind] = {one.key: one for one in (PROPOSAL,)}
