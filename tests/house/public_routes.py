"""Routes that carry no permit of ours, each with the reason why it needs none.

A new route is not added here but given a permit: `@page("room.verb")`, or `@public` with a reason.
"""

from __future__ import annotations

#: Modules whose views check for themselves: log-in happens before anybody has a permit.
ENTRANCE = "logging in, out and the second factor: allauth asks who it is"
MODULES = {
    "niangjia.kernel.people.entrance.views": ENTRANCE,
    "allauth.account.views": ENTRANCE,
    "allauth.mfa.base.views": ENTRANCE,
    "allauth.mfa.totp.views": ENTRANCE,
    "allauth.mfa.recovery_codes.views": ENTRANCE,
    "allauth.mfa.webauthn.views": ENTRANCE,
}
ADDRESSES = {
    "api/v1/": "the root of the API says that nothing is here",
    "api/v1/openapi.json": "the API's description holds no data",
}
#: Routes marked @public: what a stranger may open, and what it shows.
PUBLIC = {
    "": "home: the stranger's greeting, or the own home",
    "services/": "the catalogue of services",
    "brand/logo/<uuid:org_id>": "a union's logo",
    "brand/<str:path>.css": "a union's colour",
    "rates/<str:code>/": "a union's three rates, without small numbers",
    "setup/<str:token>/": "the first union, by a link that works once",
    "dev/inbox": "the demo's text messages, on loopback only",
    "dev/inbox.json": "the same for programs",
    "app.webmanifest": "name and picture of the house for a home screen",
    "worker.js": "which static files a browser may keep",
    "offline/": "what is shown without a network; names nobody",
    "benefits/<uuid:offer_id>/room/": "the door of a waiting room: reads nothing, names nobody",
    "benefits/<uuid:offer_id>/room/<str:slot>/": "one part of a waiting room, by a signed address",
    "settings/look/": "size and colours, kept in cookies",
    "mood/help/": "lines to ring; whoever needs them is not asked to log in first",
    "mood/assessment/": "what the mood check does with whose data",
}
