"""The door of an API operation: bearer token, permit, one act, idempotency, problem documents."""

from __future__ import annotations

import functools
import inspect
import json
import re
from collections.abc import Callable
from typing import Annotated, Any, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.security import HttpBearer
from pydantic import AfterValidator

from niangjia.kernel.base.context import Act, Reply
from niangjia.kernel.base.types import Hidden, Refusal

from .acting import acting
from .page import digest, guards, proof_of

PROBLEM = "application/problem+json"
KEY = re.compile(r"[!-~]{1,200}")


class Bearer(HttpBearer):
    """Takes the token; whether it opens anything is decided by the gate."""

    def authenticate(self, request: HttpRequest, token: str) -> str | None:
        return token.strip() or None


class Problem(Schema):
    """A problem document (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str = ""
    errors: list[dict[str, Any]] = []


def _clean(text: str) -> str:
    """Text that can be stored: no NUL, no half of a surrogate pair."""
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("contains a character that cannot be stored")
    return text


Text = Annotated[str, AfterValidator(_clean)]

#: Answers every operation may give besides its own.
PROBLEMS: dict[int, type[Schema]] = dict.fromkeys((400, 401, 404, 409, 413, 422, 429, 503), Problem)


def operation(*any_of: str) -> Callable[[Callable[..., Schema]], Callable[..., HttpResponse]]:
    """An operation for holders of any of these permits; the function gets (request, actor, …).

    Success is 201 for a new thing (the function's `created` attribute), else 200. With an
    Idempotency-Key header the first answer is kept and replayed, marked so.
    """

    def wrap(function: Callable[..., Schema]) -> Callable[..., HttpResponse]:
        @functools.wraps(function)
        def run(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            with acting(act_of_program(request, any_of[0])) as act:
                actor = act.actor
                if actor is None or actor.person_id is None:
                    raise Refusal("unauthorized", "请先登录：令牌无效或已过期。", status=401)
                held = next((p for p in any_of if actor.may(p)), None)
                if held is None:
                    raise Hidden("no_permit")
                for guard in guards:
                    guard(actor, held)
                if act.replay is not None:
                    return as_json(act.replay, replayed=True)
                made = function(request, actor, **kwargs)
                status = 201 if getattr(made, "_created", False) else 200
                act.reply = Reply(status, made.model_dump_json())
                return as_json(act.reply)

        run.__signature__ = outer(function, "actor")  # type: ignore[attr-defined]  # read by ninja
        run.permit = "|".join(any_of)  # type: ignore[attr-defined]  # read by the house tests
        return run

    return wrap


def outer(function: Callable[..., Any], inner: str) -> inspect.Signature:
    """What a caller outside gives: everything but what only the gate can name."""
    hints = get_type_hints(function, include_extras=True)
    given = [
        parameter.replace(annotation=hints.get(name, parameter.annotation))
        for name, parameter in inspect.signature(function).parameters.items()
        if name != inner
    ]
    return inspect.Signature(given)


def act_of_program(request: HttpRequest, purpose: str) -> Act:
    """The act of a program: proof is the token, the key of its header is kept."""
    token = request.headers.get("Authorization", "").partition(" ")[2].strip()
    act = Act(kind="token", proof=proof_of(token), purpose=purpose)
    key = request.headers.get("Idempotency-Key")
    if key is not None and request.method == "POST":
        if not KEY.fullmatch(key):
            raise Refusal("bad_key", "Idempotency-Key 只能是 1 到 200 个可见字符。", status=400)
        act.once_key = f"api:{key}"
        act.once_hash = digest(f"{request.path}\n{digest(request.body.hex())}")
    return act


def as_json(reply: Reply, *, replayed: bool = False) -> HttpResponse:
    """A kept answer, byte for byte."""
    response = HttpResponse(reply.body, status=reply.status, content_type="application/json")
    if replayed:
        response["Idempotent-Replayed"] = "true"
    return response


def problem(
    refusal: Refusal, title: str, errors: list[dict[str, Any]] | None = None
) -> HttpResponse:
    """A refusal as a problem document; hidden things say nothing about why."""
    hidden = refusal.status == 404
    body = {
        "type": "about:blank",
        "title": title,
        "status": refusal.status,
        "code": "not_found" if hidden else refusal.code,
        "detail": "" if hidden else refusal.message,
        "errors": errors or [],
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=refusal.status, content_type=PROBLEM
    )
