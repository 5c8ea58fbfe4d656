"""The addresses templates name, each with its arguments. Views are never called."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nowhere(request: HttpRequest, **parts: str) -> HttpResponse:
    """Stands for any view."""
    return HttpResponse()


def at(name: str, *parts: str):
    """An address called `name` that takes the named parts."""
    tail = "".join(f"<str:{part}>/" for part in parts)
    return path(f"{name}/{tail}", nowhere, name=name)


def plain(*names: str):
    """Addresses without arguments."""
    return [at(name) for name in names]


def with_id(*names: str):
    """Addresses with one id, passed by position."""
    return [at(name, "id") for name in names]


FEEDBACK = [
    at("file", "case", "file", "part"),
    *plain("new", "same", "firm_search", "mine"),
    *with_id("bundle", "bundle_file"),
    *with_id("case", "done", "add_word", "verdict", "withdraw", "contest", "appeal", "reopen"),
    *with_id("apart"),
]
DESK = [
    at("file", "case", "file", "part"),
    at("cover", "case", "file"),
    at("uncover", "case", "file"),
    *plain("list_print", "matters_print"),
    *plain("learnt_switch", "learnt_forget"),
    *plain("wordlist", "wordlist_file", "wordlist_bring", "wordlist_back"),
    *plain(
        "inbox",
        "export",
        "assist",
        "entered",
        "boards",
        "holds",
        "talks",
        "screen",
        "duties",
        "deputies",
        "propose",
        "matters",
        "matter_new",
    ),
    *with_id("matter", "matter_add", "matter_title", "matter_out", "matter_close", "matter_reopen"),
    *with_id("matter_reply", "matter_progress", "matter_link", "hunch_confirm", "hunch_drop"),
    *plain("inbox", "export", "assist", "entered", "boards", "holds"),
    *plain("views", "view_new", "canned", "batches"),
    *with_id("bundle", "bundle_file"),
    *with_id("batch", "batch_ask", "batch_go", "batch_undo"),
    *with_id("view", "view_move", "view_drop", "view_restore", "canned_edit", "canned_withdraw"),
    *with_id(
        "case",
        "put",
        "accept",
        "reply",
        "relay",
        "note",
        "seat",
        "forward",
        "sort",
        "into",
        "pause",
        "resume",
        "missed",
        "history",
        "print",
        *("take", "take_back", "decline", "dispute", "decide"),
        *("merge", "unmerge"),
    ),
    *with_id("board_close", "duty_end", "deputy_end", "author", "call", "hold_lift"),
]
FIRM = [*plain("list"), *with_id("case", "reply"), at("file", "case", "file", "part")]
FILES = [at("bring"), at("draft", "upload", "part")]
FILE = at("file", "id", "suffix")
LETTERS = [
    *plain("list", "list_print", "benefits", "templates", "mandates"),
    *with_id("letter", "edit", "issue", "enter_answer", "close", "withdraw", "claim", "print"),
    *with_id("escalate", "sign", "prompt", "keep"),
    *with_id("check", "mend", "drop", "template", "template_reset", "mandate_end"),
    FILE,
]
MEDIATION = with_id(
    "case", "mediation", "agree", "decline", "withdraw", "confirm", "object", "more"
)
MEDIATION_DESK = [
    *plain("list"),
    *with_id("case", "mediation", "invite", "talk", "record", "draft", "revise", "fail"),
    FILE,
]
MEDIATION_FIRM = [*plain("list"), *with_id("mediation", "accept", "refuse", "leave")]
LETTERS_FIRM = [*plain("list"), *with_id("letter", "receive", "answer"), FILE]
INSIGHT = [
    *plain("rates", "show", "bulletins", "advice"),
    at("bulletin", "id"),
    at("step", "id", "verb"),
    *with_id("advice_edit", "advice_withdraw"),
]
BULLETINS = [*plain("list"), at("one", "id"), at("file", "id", "suffix")]
MOOD = plain(
    *("start", "questions", "result", "counted", "consent", "help", "assessment"),
    *("film", "film_ticket", "film_place", "film_run"),
)
RULES = [
    *plain("promises", "calendar"),
    *with_id("promise", "follow", "calendar_year", "year_edit"),
]
NOTICES = [
    *plain("casts", "cast_new", "words", "words_follow", "words_try"),
    *with_id("cast", "cast_send", "cast_drop", "cast_withdraw"),
]
NOTICES_ME = plain("settings", "email", "email_remove", "wechat", "wechat_remove")
DELIVERY = ("codes_bill", "delivery", "codes_resume", "codes_bad")
BENEFITS_DESK = [
    *with_id("asked", "approve", "refuse"),
    *with_id(
        "stock",
        "stock_move",
        "portion_plan",
        "portion_off",
        "pictures",
        "pictures_hang",
        "pictures_arrange",
    ),
    *plain("list", "new", "campaigns", "campaign_new", "packs", "pack_new"),
    *plain("rolls", "roll_new", "roll_template"),
    *with_id("offer", "what", "who", "when", "many", "check", "behind", "step"),
    *with_id("offer_print", "offer_export", "campaign", "campaign_approve", "campaign_withdraw"),
    *with_id("campaign_end", "promise", "pay", "shift", "campaign_print", "campaign_export"),
    *with_id("pack_version", "pack_end", "roll", "roll_approve", "roll_add", "roll_strike"),
    *with_id("roll_drop", "roll_end", "budget_change"),
    *plain("cover_new", "helps"),
    *with_id("help", "help_step", "help_print"),
    *with_id("roll_insurer"),
    *with_id("visits", "visit", "visit_name", "visit_sign", "visit_print"),
    *plain("points", "open_point", "name_goods"),
    *with_id("point", "receive", "move", "goods", "goods_print", "goods_export", "books", "slips"),
    at("gate", "point", "item"),
    at("sign", "item", "slip"),
    *plain("counters", "codes_list", "parcels_list"),
    *with_id("counter", "pick_list", "pick_export", "codes", "codes_bring", "codes_redeem"),
    *with_id("parcels", "post_by", "parcel_send", "parcels_send", "labels", "parcels_export"),
    *[at(name, "id", "other") for name in ("collect", "undo", "pick_print", *DELIVERY)],
]
BENEFITS_FIRM = [*plain("slips"), *with_id("sign")]
BENEFITS = [
    *plain("list", "visits", "cover"),
    *with_id("visit_answer", "help_new", "help", "help_step"),
    *with_id("code", "address", "came", "hamper"),
    *with_id("room", "enter", "share"),
    *with_id("claim_page", "cancel", "proxy", "place", "take", "leave", "offer", "claim", "wait"),
]
LODGING = [*plain("mine"), *with_id("sign")]
LODGING_DESK = [
    *plain("list", "begin"),
    *with_id("stay", "room", "arrange", "tell", "supply", "cost", "end"),
    *[at(name, "id", "other") for name in ("put", "hand_out", "tick", "decide", "print")],
]
SURVEYS = [*plain("mine"), *with_id("answer", "done")]
SURVEYS_DESK = [
    *plain("list", "new"),
    *with_id("survey", "build", "frame", "preview", "send", "remind", "close", "withdraw"),
    *with_id("names", "print", "export"),
    *[at(name, "id", "question") for name in ("question", "move", "quota")],
]
PEOPLE = [
    *plain("directory", "org_new", "person_new", "import"),
    *with_id("org", "org_edit", "org_switches", "org_brand", "appoint", "appointment_end"),
    *with_id("person", "person_edit", "merge"),
    *with_id("import_run", "import_commit", "import_drop", "import_undo"),
]
ACCOUNT = plain(
    "account_login",
    "account_logout",
    "account_signup",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_verify_phone",
    "account_change_phone",
    "account_reauthenticate",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_trust",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
    "usersessions_list",
)
KEYS = [at("mfa_edit_webauthn", "pk"), at("mfa_remove_webauthn", "pk")]
SITE = plain(
    "app.manifest",
    "services",
    "me",
    "elsewhere",
    "messages",
    "messages.read",
    "look",
    "capacity",
    "first_day",
    "first_day.step",
    "privacy.seen",
    "privacy.data",
    "privacy.export",
    "privacy.close",
    "dev.inbox",
)

urlpatterns = [
    path("", nowhere, name="home"),
    *SITE,
    *ACCOUNT,
    *KEYS,
    path("feedback/", include((FEEDBACK, "feedback"))),
    path("desk/feedback/", include((DESK, "feedback_desk"))),
    path("firm/feedback/", include((FIRM, "feedback_firm"))),
    path("desk/mediation/", include((MEDIATION_DESK, "mediation_desk"))),
    path("firm/mediation/", include((MEDIATION_FIRM, "mediation_firm"))),
    path("mediation/", include(([*MEDIATION, FILE], "mediation"))),
    path("desk/letters/", include((LETTERS, "letters_desk"))),
    path("firm/letters/", include((LETTERS_FIRM, "letters_firm"))),
    path("letters/", include(([at("letter", "id"), FILE], "letters"))),
    path("desk/notices/", include((NOTICES, "notices"))),
    path("me/notices/", include((NOTICES_ME, "notices_me"))),
    path("desk/people/", include((PEOPLE, "people"))),
    path("benefits/", include((BENEFITS, "benefits"))),
    path("desk/benefits/", include((BENEFITS_DESK, "benefits_desk"))),
    path("firm/benefits/", include((BENEFITS_FIRM, "benefits_firm"))),
    path("lodging/", include((LODGING, "lodging"))),
    path("desk/lodging/", include((LODGING_DESK, "lodging_desk"))),
    path("mood/", include((MOOD, "mood"))),
    path("surveys/", include((SURVEYS, "surveys"))),
    path("desk/surveys/", include((SURVEYS_DESK, "surveys_desk"))),
    path("desk/insight/", include((INSIGHT, "insight"))),
    path("bulletins/", include((BULLETINS, "bulletins"))),
    path("firm/bulletins/", include(([*plain("list"), at("one", "id")], "insight_firm"))),
    at("rates.public", "code"),
    path("desk/rules/", include((RULES, "rules"))),
    path("files/", include((FILES, "files"))),
]
