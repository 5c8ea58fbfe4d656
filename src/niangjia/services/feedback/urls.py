"""Addresses of 职工点评, for each of its three kinds of reader."""

from __future__ import annotations

from django.urls import path

from . import desk, firm, member

member_urls = [
    path("new/", member.new, name="new"),
    path("firms/", member.firm_search, name="firm_search"),
    path("mine/", member.mine, name="mine"),
    path("<uuid:case_id>/", member.case, name="case"),
    path("<uuid:case_id>/done/", member.done, name="done"),
    path("<uuid:case_id>/word/", member.add_word, name="add_word"),
    path("<uuid:case_id>/verdict/", member.verdict, name="verdict"),
    path("<uuid:case_id>/withdraw/", member.withdraw, name="withdraw"),
    path("<uuid:case_id>/contest/", member.contest, name="contest"),
]

desk_urls = [
    path("", desk.inbox, name="inbox"),
    path("assist/", desk.assist, name="assist"),
    path("assist/done/", desk.entered, name="entered"),
    path("boards/", desk.boards, name="boards"),
    path("boards/<uuid:board_id>/close/", desk.board_close, name="board_close"),
    path("holds/", desk.holds, name="holds"),
    path("holds/<uuid:hold_id>/lift/", desk.hold_lift, name="hold_lift"),
    path("<uuid:case_id>/", desk.case, name="case"),
    path("<uuid:case_id>/accept/", desk.accept, name="accept"),
    path("<uuid:case_id>/reply/", desk.reply, name="reply"),
    path("<uuid:case_id>/relay/", desk.relay, name="relay"),
    path("<uuid:case_id>/note/", desk.note, name="note"),
    path("<uuid:case_id>/seat/", desk.seat, name="seat"),
    path("<uuid:case_id>/forward/", desk.forward, name="forward"),
    path("<uuid:case_id>/pause/", desk.pause, name="pause"),
    path("<uuid:case_id>/resume/", desk.resume, name="resume"),
    path("<uuid:case_id>/call/", desk.call, name="call"),
    path("<uuid:case_id>/author/", desk.author, name="author"),
    path("<uuid:case_id>/history/", desk.history, name="history"),
    path("<uuid:case_id>/print/", desk.printed, name="print"),
]

firm_urls = [
    path("", firm.cases, name="list"),
    path("<uuid:case_id>/", firm.case, name="case"),
    path("<uuid:case_id>/reply/", firm.reply, name="reply"),
]
