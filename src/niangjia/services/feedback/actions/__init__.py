"""Writes of 职工点评, one verb each."""

from .clocks import contest, pause, resume, settle_clocks, watch_round
from .deputies import end_deputy, name_deputy
from .duties import add_duty, end_duty
from .evidence import keep_files, release_files, remind_files
from .judging import appeal, call, missed_call, press, reopen, verdict, withdraw
from .merging import apart, merge, release_merged, unmerge
from .packing import fetch_bundle, pack, pack_mine, take_bundle
from .passing import decide, decline, dispute, forward, take, take_back, watch_talks
from .proposals import propose
from .reviews import (
    Review,
    accept,
    add_board,
    add_word,
    ask_firm,
    close_board,
    enter_review,
    firm_reply,
    hold,
    import_message,
    lift_hold,
    note,
    open_review,
    relay,
    reply,
    sort,
)

__all__ = [
    "Review",
    "accept",
    "add_board",
    "add_duty",
    "add_word",
    "apart",
    "appeal",
    "ask_firm",
    "call",
    "close_board",
    "contest",
    "decide",
    "decline",
    "dispute",
    "end_deputy",
    "end_duty",
    "enter_review",
    "fetch_bundle",
    "firm_reply",
    "forward",
    "hold",
    "import_message",
    "keep_files",
    "lift_hold",
    "merge",
    "missed_call",
    "name_deputy",
    "note",
    "open_review",
    "pack",
    "pack_mine",
    "pause",
    "press",
    "propose",
    "relay",
    "release_files",
    "release_merged",
    "remind_files",
    "reopen",
    "reply",
    "resume",
    "settle_clocks",
    "sort",
    "take",
    "take_back",
    "take_bundle",
    "unmerge",
    "verdict",
    "watch_round",
    "watch_talks",
    "withdraw",
]
