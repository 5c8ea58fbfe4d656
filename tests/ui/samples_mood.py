"""Sample contexts of the mood check. Nobody answered these."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from niangjia.kernel.base.clock import SHANGHAI
from niangjia.services.mood import forms, queries
from niangjia.services.mood.rules import consent, scoring
from niangjia.services.mood.rules.scales import GAD7, PHQ9, SCALES, STRESS, WHO5
from tests.ui.stage import Page

AT = datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)
NOW = {"lines": queries.help_lines(), "talk_url": "", "urgent": False}
KEY = {"kept_key": "0" * 32}
WELL = {WHO5.field(n): "4" for n in range(1, 6)}
TIRED = {WHO5.field(n): "1" for n in range(1, 6)}
HEAVY = {STRESS.field(1): "7"}
LOW = {PHQ9.field(n): "1" for n in range(1, 10)} | {PHQ9.field(9): "0"}


def ask(form: forms.AskForm) -> dict[str, Any]:
    """The page of questions."""
    parts = [(queries.shown_scale(scale), fields) for scale, fields in form.parts()]
    return {"form": form, "parts": parts, "script": queries.for_script(tuple(form.scales))}


def result(*given: Any, answers: dict[str, str]) -> dict[str, Any]:
    """The page of scores as it answers a form."""
    done = tuple(scoring.outcome(scale, answers) for scale in given)
    facts = {"told": queries.told(done), "deeper": queries.deeper(done), "steady_from": 51}
    return {**facts, "by_script": False, "script": {}, "face": {}}


#: On a phone that holds nothing yet; the script fills in the rest (tests/journeys/test_mood.py).
EMPTY = {
    "told": queries.untold(),
    "by_script": True,
    "deeper": False,
    "steady_from": 51,
    "script": queries.for_script(SCALES),
    "face": queries.face_words(),
}
#: What the button below the lines to ring sends on.
GIVEN = [*LOW.items(), *TIRED.items(), (forms.SEEN, "3")]
CONSENT = {"points": queries.points(), "version": consent.VERSION}
RECEIPT = {"receipt": queries.receipt(consent.receipt("AB23CD45EF", AT)), "when": "11月20日 09:30"}
ABOUT = {"scales": [queries.shown_scale(scale) for scale in SCALES], "days": 30}
PAGES = [
    Page("mood", "mood/start.html", {"film_url": "", "more": queries.more(), **KEY}),
    Page(
        "mood-film",
        "mood/start.html",
        {"film_url": "/mood/consent/", "more": queries.more(), **KEY},
    ),
    Page("mood-ask", "mood/questions.html", ask(forms.AskForm((WHO5,))) | KEY | NOW),
    Page(
        "mood-ask-stress",
        "mood/questions.html",
        ask(forms.AskForm((STRESS, WHO5), HEAVY | WELL)) | KEY | NOW,
    ),
    Page(
        "mood-ask-error",
        "mood/questions.html",
        ask(forms.AskForm((PHQ9, GAD7, WHO5), LOW)) | KEY | NOW,
    ),
    Page("mood-result", "mood/result.html", result(WHO5, answers=WELL) | KEY | NOW),
    Page(
        "mood-result-low",
        "mood/result.html",
        result(PHQ9, WHO5, answers=LOW | TIRED) | KEY | NOW | {"talk_url": "/counsel/"},
    ),
    Page(
        "mood-result-stress",
        "mood/result.html",
        result(STRESS, WHO5, answers=HEAVY | WELL) | KEY | NOW,
    ),
    Page("mood-result-tired", "mood/result.html", result(WHO5, answers=TIRED) | KEY | NOW),
    Page(
        "mood-result-people",
        "mood/result.html",
        result(PHQ9, WHO5, answers=LOW | TIRED) | KEY | NOW | {"harmed": True},
    ),
    Page("mood-none", "mood/result.html", EMPTY | KEY | NOW),
    Page("mood-help", "mood/help.html", NOW | {"talk_url": "/counsel/", "said": False}),
    Page(
        "mood-help-urgent", "mood/help.html", NOW | {"urgent": True, "said": True, "given": GIVEN}
    ),
    Page("mood-consent", "mood/consent.html", CONSENT | {"form": forms.ConsentForm()}),
    Page("mood-consent-error", "mood/consent.html", CONSENT | {"form": forms.ConsentForm({})}),
    Page("mood-camera", "mood/film.html", {"most": 64_000_000}),
    Page("mood-receipt", "mood/receipt.html", CONSENT | RECEIPT | {"film_url": "/mood/film/"}),
    Page("mood-receipt-none", "mood/receipt.html", CONSENT | RECEIPT | {"film_url": ""}),
    Page("mood-about", "mood/assessment.html", ABOUT | {"used": [("11月19日", 41)]}),
    Page("mood-about-few", "mood/assessment.html", ABOUT | {"used": []}),
]
