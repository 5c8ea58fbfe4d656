"""Writes of letters, one verb each."""

from .benefits import check_benefit, claim_benefit, drop_benefit, mend_benefit
from .ladder import ask_reason, escalate, prompt, sign
from .letters import (
    answer,
    close,
    edit,
    enter_answer,
    issue,
    keep,
    names_author,
    receive,
    withdraw,
)
from .settings import end_mandate, give_mandate, keep_template, reset_template
from .watching import settle_clocks, watch_promises, watch_round

__all__ = [
    "answer",
    "ask_reason",
    "check_benefit",
    "claim_benefit",
    "close",
    "drop_benefit",
    "edit",
    "end_mandate",
    "enter_answer",
    "escalate",
    "give_mandate",
    "issue",
    "keep",
    "keep_template",
    "mend_benefit",
    "names_author",
    "prompt",
    "receive",
    "reset_template",
    "settle_clocks",
    "sign",
    "watch_promises",
    "watch_round",
    "withdraw",
]
