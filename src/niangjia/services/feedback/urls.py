"""Addresses of 职工点评, for each of its three kinds of reader."""

from __future__ import annotations

from django.urls import path

from . import firm, member
from .desk import (
    boards,
    cases,
    entering,
    holds,
    inbox,
    matters,
    passing,
    proposals,
    quiet,
    screening,
    telling,
)

member_urls = [
    path("new/", member.new, name="new"),
    path("same/", member.same, name="same"),
    path("firms/", member.firm_search, name="firm_search"),
    path("mine/", member.mine, name="mine"),
    path("<uuid:case_id>/", member.case, name="case"),
    path("<uuid:case_id>/done/", member.done, name="done"),
    path("<uuid:case_id>/word/", member.add_word, name="add_word"),
    path("<uuid:case_id>/verdict/", member.verdict, name="verdict"),
    path("<uuid:case_id>/withdraw/", member.withdraw, name="withdraw"),
    path("<uuid:case_id>/contest/", member.contest, name="contest"),
    path("<uuid:case_id>/appeal/", member.appeal, name="appeal"),
    path("<uuid:case_id>/reopen/", member.reopen, name="reopen"),
    path("<uuid:case_id>/files/<uuid:file_id>/<str:part>/", member.file, name="file"),
]

desk_urls = [
    path("", inbox.inbox, name="inbox"),
    path("export.xlsx", inbox.export, name="export"),
    path("assist/", entering.assist, name="assist"),
    path("assist/done/", entering.entered, name="entered"),
    path("boards/", boards.boards, name="boards"),
    path("boards/<uuid:board_id>/close/", boards.board_close, name="board_close"),
    path("propose/", proposals.propose, name="propose"),
    path("quiet/", quiet.quiet, name="quiet"),
    path("holds/", holds.holds, name="holds"),
    path("holds/<uuid:hold_id>/lift/", holds.hold_lift, name="hold_lift"),
    path("talks/", passing.talks, name="talks"),
    path("matters/", matters.matters, name="matters"),
    path("matters/new/", matters.matter_new, name="matter_new"),
    path("matters/<uuid:matter_id>/", matters.matter, name="matter"),
    path("matters/<uuid:matter_id>/add/", matters.matter_add, name="matter_add"),
    path("matters/<uuid:matter_id>/title/", matters.matter_title, name="matter_title"),
    path("matters/<uuid:matter_id>/out/", matters.matter_out, name="matter_out"),
    path("matters/<uuid:matter_id>/close/", matters.matter_close, name="matter_close"),
    path("matters/<uuid:matter_id>/reopen/", matters.matter_reopen, name="matter_reopen"),
    path("matters/<uuid:matter_id>/reply/", telling.matter_reply, name="matter_reply"),
    path("matters/<uuid:matter_id>/progress/", telling.matter_progress, name="matter_progress"),
    path("matters/<uuid:matter_id>/link/", telling.matter_link, name="matter_link"),
    path("hunches/<uuid:hunch_id>/confirm/", matters.hunch_confirm, name="hunch_confirm"),
    path("hunches/<uuid:hunch_id>/drop/", matters.hunch_drop, name="hunch_drop"),
    path("screen/", screening.screen, name="screen"),
    path("<uuid:case_id>/files/<uuid:file_id>/<str:part>/", screening.file, name="file"),
    path("<uuid:case_id>/", cases.case, name="case"),
    path("<uuid:case_id>/into/", matters.case_into, name="into"),
    path("<uuid:case_id>/take/", passing.take, name="take"),
    path("<uuid:case_id>/decline/", passing.decline, name="decline"),
    path("<uuid:case_id>/take_back/", passing.take_back, name="take_back"),
    path("<uuid:case_id>/dispute/", passing.dispute, name="dispute"),
    path("<uuid:case_id>/decide/", passing.decide, name="decide"),
    path("<uuid:case_id>/accept/", cases.accept, name="accept"),
    path("<uuid:case_id>/reply/", cases.reply, name="reply"),
    path("<uuid:case_id>/relay/", cases.relay, name="relay"),
    path("<uuid:case_id>/note/", cases.note, name="note"),
    path("<uuid:case_id>/seat/", cases.seat, name="seat"),
    path("<uuid:case_id>/forward/", cases.forward, name="forward"),
    path("<uuid:case_id>/sort/", cases.sort, name="sort"),
    path("<uuid:case_id>/pause/", cases.pause, name="pause"),
    path("<uuid:case_id>/resume/", cases.resume, name="resume"),
    path("<uuid:case_id>/call/", cases.call, name="call"),
    path("<uuid:case_id>/missed/", cases.missed, name="missed"),
    path("<uuid:case_id>/author/", cases.author, name="author"),
    path("<uuid:case_id>/history/", cases.history, name="history"),
    path("<uuid:case_id>/print/", cases.printed, name="print"),
]

firm_urls = [
    path("", firm.cases, name="list"),
    path("<uuid:case_id>/", firm.case, name="case"),
    path("<uuid:case_id>/reply/", firm.reply, name="reply"),
    path("<uuid:case_id>/files/<uuid:file_id>/<str:part>/", firm.file, name="file"),
]
