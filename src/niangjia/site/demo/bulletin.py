"""The bulletin of the last quarter, with the answers of the firms it names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.insight import advising
from niangjia.kernel.insight.door import issuing, sheets
from niangjia.kernel.insight.models import Part

from .actors import StandIn

#: What firms say, one after another.
ANSWERS = (
    "数看过了。食堂的事已经和承包方谈过，下个月起夜班加一趟热饭。",
    "感谢大家提出来。班车和宿舍的两件事，行政部每周一回报进展。",
    "我们认这个数。排班表改为提前七天公布，请大家继续监督。",
)
#: What the district advises in its own words: measure, below how many percent, the sentence.
ADVICE = (
    ("response", 90, "两个工作日里先回一句“收到了、谁来办”，比晚几天给一大段更让人放心。"),
    ("resolution", 80, "每月由工会主席和行政一把手一起看一遍没办完的，当场定谁办、哪天办完。"),
    ("satisfaction", 80, "办完以后打个电话再关：问一句“好了没有”，没好的当天重新办。"),
)


def publish(standing_in: StandIn, chair: Actor, responder: Callable[[str], Actor]) -> None:
    """Draft, show to firms, take their answers, publish; nothing where too few asked."""
    at = now() - timedelta(days=12)
    with standing_in(chair, at - timedelta(days=30)) as acting:
        for measure, below, text in ADVICE:
            advising.keep(acting, measure=measure, below=Decimal(below), text=text)
    try:
        with standing_in(chair, at) as acting:
            made = issuing.draft(acting, start=sheets.last_quarter(today()), months=3)
    except Refusal:
        return
    with standing_in(chair, at + timedelta(days=1)) as acting:
        issuing.ask(acting, bulletin_id=made.id)
    for n, part in enumerate(Part.objects.filter(bulletin=made).order_by("firm_name")):
        with standing_in(responder(str(part.firm_id)), at + timedelta(days=3, hours=n)) as acting:
            issuing.reply(acting, part_id=part.id, text=ANSWERS[n % len(ANSWERS)])
    with standing_in(chair, at + timedelta(days=9)) as acting:
        issuing.publish(acting, bulletin_id=made.id)
