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
    #: The kind that may follow when the answer is late or not enough.
    then: str = ""
    #: Different certified supervisors who have to sign before it goes out.
    signers: int = 0
    #: What it rests on in LAW_OF, where no clause of a time limit says so.
    law: str = ""


#: Certificates and charges that some steps take.
MANDATES: tuple[tuple[str, str], ...] = (
    ("supervisor", noop("工会劳动法律监督员证")),
    ("finance", noop("财务核实")),
)
#: Where the laws named by kinds are in force: Zhejiang.
LAW_OF = "33."


def resting_on(basis: str) -> str:
    """The line of a letter that names its law; "" for none."""
    return f"依据：{basis}" if basis else ""


#: Places in a letter: their names as they stand between the marks.
NUMBER, DAY, ANSWER_BY = "编号", "日期", "答复期限"
UNION, FIRM, BASIS = "工会", "单位", "依据"
SITUATION, WANTED, FIGURES, COSTS = "情况", "要求", "数字", "费用"
MATTER, CASE, BEFORE, FIRM_ABOUT = "事由", "办件编号", "前文", "用人单位"
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
    MATTER: noop("说的是哪件事"),
    CASE: noop("那件事的编号"),
    BEFORE: noop("上一份文书的名称和编号"),
    FIRM_ABOUT: noop("说的是哪家单位"),
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
        "或者不采纳的理由。\n【依据】",
    ),
    ("adopt", "partly", "refuse"),
    then="prompt",
)
REFUSAL = Kind(
    "refusal",
    noop("书面说明"),
    "note",
    "author",
    False,
    "supervision.refusal",
    "supervision.refusal",
    Wording(
        "复",
        "关于“【事由】”的书面说明",
        "你提的“【事由】”（编号【办件编号】），我们认真看过，这一次没能办成。\n\n原因是：\n【情况】\n\n"
        "还可以这样做：\n【要求】\n\n你不认可这个说明，可以请上级工会来办，也可以走仲裁、监察等法定渠道。\n【依据】",
    ),
)
REASON = Kind(
    "reason",
    noop("请说明理由"),
    "note",
    "firm",
    True,
    "letter.draft",
    "letter.reason",
    Wording(
        "询",
        "关于请书面说明理由的函",
        "工会转给你单位的事（编号【办件编号】），你单位答复说办不到。\n\n请在【答复期限】前书面说明理由：\n"
        "一、依据是什么；\n二、试过哪些办法；\n三、哪一部分能办，什么条件下能办。\n\n"
        "工会看过，再决定怎么答复提出的人。\n【依据】",
    ),
    then="prompt",
)
PROMPT = Kind(
    "prompt",
    noop("监督提示函"),
    "flag",
    "firm",
    True,
    "letter.draft",
    "letter.issued",
    Wording(
        "监",
        "关于【事由】的监督提示函",
        "【前文】\n\n经了解，你单位有以下情况：\n【情况】\n\n请对照法律法规自查，并做到：\n【要求】\n\n"
        "请在【答复期限】前书面告诉工会怎么改。\n【依据】",
    ),
    then="opinion",
    law=noop("《浙江省工会劳动法律监督条例》"),
)
OPINION = Kind(
    "opinion",
    noop("监督意见书"),
    "law",
    "firm",
    True,
    "letter.draft",
    "supervision.answer",
    Wording(
        "监",
        "关于【事由】的劳动法律监督意见书",
        "【前文】\n\n经两名以上工会劳动法律监督员调查，认定以下情况：\n【情况】\n\n工会的意见是：\n【要求】\n\n"
        "请在收到之日起十五个工作日内（【答复期限】前）书面答复。逾期不答复、不改正的，"
        "工会将提请有关部门依法处理。\n【依据】",
    ),
    then="recommendation",
    signers=2,
)
RECOMMENDATION = Kind(
    "recommendation",
    noop("监督建议书"),
    "up",
    "authority",
    True,
    "letter.draft",
    "letter.issued",
    Wording(
        "监",
        "关于提请依法处理【用人单位】有关问题的监督建议书",
        "【前文】\n\n【用人单位】存在以下情况，经工会提出意见，没有答复或者没有改正：\n【情况】\n\n"
        "建议你单位依法处理：\n【要求】\n\n处理结果请在【答复期限】前告诉工会。\n【依据】",
    ),
    law=noop("《浙江省工会劳动法律监督条例》第二十三条"),
)
KINDS: dict[str, Kind] = {
    one.key: one for one in (PROPOSAL, REFUSAL, REASON, PROMPT, OPINION, RECOMMENDATION)
}
