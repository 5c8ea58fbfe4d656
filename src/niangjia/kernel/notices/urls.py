"""Routes of the room: `notices` at the desk, `notices_me` for the person."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import desk, member

member_urls: list[URLPattern | URLResolver] = [
    path("", member.choices, name="settings"),
    path("email/", member.email, name="email"),
    path("email/remove/", member.email_remove, name="email_remove"),
    path("email/<str:token>/", member.email_proved, name="email_proved"),
    path("wechat/", member.wechat, name="wechat"),
    path("wechat/back/", member.wechat_back, name="wechat_back"),
    path("wechat/remove/", member.wechat_remove, name="wechat_remove"),
]
desk_urls: list[URLPattern | URLResolver] = [
    path("", desk.casts, name="casts"),
    path("new/", desk.cast_new, name="cast_new"),
    path("words/", desk.words, name="words"),
    path("words/follow/", desk.words_follow, name="words_follow"),
    path("words/try/", desk.words_try, name="words_try"),
    path("<uuid:broadcast_id>/", desk.cast, name="cast"),
    path("<uuid:broadcast_id>/send/", desk.cast_send, name="cast_send"),
    path("<uuid:broadcast_id>/drop/", desk.cast_drop, name="cast_drop"),
    path("<uuid:broadcast_id>/withdraw/", desk.cast_withdraw, name="cast_withdraw"),
]
