"""What the demo's unions say often, what they add to the word list, and filters people keep."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.desks import door as desks
from niangjia.kernel.people.models import Org
from niangjia.services.feedback import rules
from niangjia.services.feedback.actions import wordlist

from .actors import StandIn

BOARDS = {title: key for key, title in rules.BOARDS}
#: What mills of the district call their hoists and their night meals.
HEARD_HERE = {"劳动条件": {"吊龙": 1.0, "落纱": 0.5}, "食堂伙食": {"夜点心": 1.0}}


class SaidOften(NamedTuple):
    """Canned words of a union; `board` is the title of one, "" for all."""

    union: str
    title: str
    text: str
    board: str = ""


class KeptFilter(NamedTuple):
    """A filter the holder of a post keeps; `asked` is the query of its address."""

    union: str
    post: str
    name: str
    asked: dict[str, str]
    shared: bool = False


WORDS = (
    SaidOften(
        "district",
        "收到，这就去问",
        "{称呼}，编号 {编号} 的事我们收到了，这就去{单位}问清楚，{期限}前给你答复。{工会} {经办人}",
    ),
    SaidOften(
        "district",
        "还要几天",
        "{称呼}，这件事比想的要多花几天，我们还在跟{单位}谈，没有忘。{期限}前一定再给你一个准信。",
    ),
    SaidOften(
        "district",
        "请你看看改好没有",
        "{称呼}，{单位}说已经改好了。你去看一眼，真改好了再打分；没改好就退回来，我们接着办。",
    ),
    SaidOften(
        "district",
        "不归工会办",
        "{称呼}，这件事工会没有权来定，不过我们帮你问到了找谁：",
    ),
    SaidOften(
        "district",
        "欠薪先留好凭据",
        "{称呼}，工资条、考勤、聊天记录都先留好，别删。我们先找{单位}谈；谈不成，陪你去劳动监察。",
        "劳动条件",
    ),
    SaidOften(
        "firm-BCFZ",
        "行政部周五上门",
        "{称呼}，和行政部说好了，师傅周五下午上门，家里没人也不要紧，宿管陪着进。",
        "福利待遇",
    ),
)
FILTERS = (
    KeptFilter("firm-BCFZ", "chair", "七天没动的", {"tab": "open", "age": "7", "sort": "old"}),
    KeptFilter("firm-BCFZ", "chair", "一两星的", {"tab": "open", "stars": "2"}, shared=True),
    KeptFilter("district", "officer", "来访来的", {"tab": "open", "origin": "visit"}),
)


def plant(orgs: Mapping[str, Org], acts_for: Mapping[str, Actor], standing_in: StandIn) -> None:
    """Words said often, filters kept and words heard, by those whose they are."""
    for words in WORDS:
        org = orgs[words.union]
        speaker = acts_for.get(f"{org.id}:chair") or acts_for[f"{org.id}:officer"]
        with standing_in(speaker, now()) as actor:
            board = BOARDS.get(words.board, "")
            desks.actions.keep_words(
                actor, service=rules.SERVICE, title=words.title, text=words.text, board=board
            )
    for kept in FILTERS:
        keeper = acts_for[f"{orgs[kept.union].id}:{kept.post}"]
        wish = desks.Wish(kept.name, shared=kept.shared, pinned=True)
        with standing_in(keeper, now()) as actor:
            desks.actions.keep_view(actor, service=rules.SERVICE, wish=wish, query=kept.asked)
    district = acts_for[f"{orgs['district'].id}:officer"]
    with standing_in(district, now() - timedelta(days=12)) as actor:
        change = desks.wordlists.Change(HEARD_HERE)
        wordlist.change(actor, base=0, change=change)
