"""Root of the HTTP API: one document, one way to say no."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from niangjia.kernel.acts.api import KEY, PROBLEM, problem
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.services.benefits.endpoints import router as benefits
from niangjia.services.feedback.endpoints import router as feedback

from .errors import TITLES

ONCE = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"},
    "description": "Sent again with the same body, the first answer is replayed; the request is "
    "not carried out twice.",
}


class HouseAPI(NinjaAPI):
    """Ninja's, whose document says what the doors of the house really do."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The document: problems have a content type of their own, keys are announced."""
        document = super().get_openapi_schema(**options)
        for method, operation in _operations(document):
            if method == "post":
                operation.setdefault("parameters", []).append(ONCE)
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    answer["content"] = {PROBLEM: answer["content"].pop("application/json")}
        return document


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in document["paths"].values():
        yield from path.items()


api = HouseAPI(
    title="Niangjia",
    version="1",
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    description="What programs may do for a worker, a union or a firm. Problems: RFC 9457.",
)
api.add_router("", feedback)
api.add_router("", benefits)


def _answer(refusal: Refusal, errors: list[dict[str, object]] | None = None) -> HttpResponse:
    response = problem(refusal, TITLES.get(refusal.status, "Refused"), errors)
    if refusal.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Refusal)
def on_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """An expected no."""
    return _answer(refusal)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """The body or query does not fit the schema; every place is named."""
    errors = [{"loc": [str(p) for p in e["loc"]], "msg": e["msg"]} for e in wrong.errors]
    return _answer(Refusal("invalid", "有些内容不合要求，见 errors。", status=422), errors)


@api.exception_handler(AuthenticationError)
def on_stranger(request: HttpRequest, wrong: AuthenticationError) -> HttpResponse:
    """No token at all."""
    return _answer(Refusal("unauthorized", "请带上令牌：Authorization: Bearer …", status=401))


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, wrong: Http404) -> HttpResponse:
    """Nothing here."""
    return _answer(Hidden())


@api.exception_handler(RequestDataTooBig)
def on_too_big(request: HttpRequest, wrong: RequestDataTooBig) -> HttpResponse:
    """A body beyond the limit of every form of the house."""
    return _answer(Refusal("too_large", "发来的内容太大了。", status=413))


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    """What ninja itself refuses, e.g. a body that is no JSON."""
    return _answer(Refusal("bad_request", str(wrong), status=wrong.status_code))
