"""Pages of the entrance: allauth's, with our process behind them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from allauth.account import views
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginByCodeStage
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormView

from niangjia.kernel.acts.acting import acting
from niangjia.kernel.acts.page import act_of
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.people import phones

from .forms import CodeForm, JoinForm, PhoneForm
from .process import PhoneProcess


class _Beginning:
    """Starts a process with what the form says; a refusal is shown in the form."""

    request: HttpRequest

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> HttpResponse | None:
        """Asking again begins anew: somebody mistyped the number."""
        clear_login(request)
        return None

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Send the message, then ask for the code, whoever it is."""
        try:
            PhoneProcess.begin(
                self.request, form.cleaned_data["phone"], form.cleaned_data.get("name", "")
            )
        except Refusal as refusal:
            form.add_error("phone", _(refusal.message))
            answer: HttpResponseBase = self.form_invalid(form)  # type: ignore[attr-defined]
            answer.status_code = refusal.status
            if "retry_after" in refusal.facts:
                answer.headers["Retry-After"] = str(refusal.facts["retry_after"])
            return answer
        url = self.passthrough_next_url(  # type: ignore[attr-defined]
            reverse("account_confirm_login_code")
        )
        return HttpResponseRedirect(url)


class LogIn(_Beginning, views.RequestLoginCodeView):
    """Ask for a code."""

    form_class = PhoneForm

    def get_form_class(self) -> Any:
        return self.form_class


class Join(_Beginning, views.SignupView):
    """Register: a name, and a number that proves itself."""

    form_class = JoinForm

    def get_form_class(self) -> Any:
        return self.form_class


@method_decorator(
    login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login"),
    name="dispatch",
)
class Confirm(views.ConfirmLoginCodeView):
    """Type the digits."""

    form_class = CodeForm
    _process: PhoneProcess

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Pick the process up, or begin again."""
        self.stage = request._login_stage  # type: ignore[attr-defined]  # set by the decorator
        process = PhoneProcess.resume(self.stage)
        if process is None:
            return HttpResponseRedirect(reverse("account_login"))
        self._process = process
        return FormView.dispatch(self, request, *args, **kwargs)

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        try:
            self._process.resend()
        except Refusal as refusal:
            messages.error(self.request, _(refusal.message))
        url: str = self.passthrough_next_url(reverse("account_confirm_login_code"))
        return HttpResponseRedirect(url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "phone": phones.shown(self._process.phone)}


def change_phone(request: HttpRequest) -> HttpResponseBase:
    """Ask for the new number."""
    return _as_oneself(request, views.change_phone)


def verify_new_phone(request: HttpRequest) -> HttpResponseBase:
    """Type the digits the new number got."""
    return _as_oneself(request, views._VerifyPhoneChangeView.as_view())


def _as_oneself(request: HttpRequest, view: Any) -> HttpResponseBase:
    """One's own number is one's own affair: in a post, change hats first."""
    act = act_of(request, purpose="people.account", once=False)
    with acting(act):
        actor = act.actor
    if actor is None or actor.person_id is None or not request.user.is_authenticated:
        return HttpResponseRedirect(f"{reverse('account_login')}?next={quote(request.path)}")
    if not actor.may("people.account"):
        return HttpResponseRedirect(f"{reverse('capacity')}?next={quote(request.path)}")
    answer: HttpResponseBase = view(request)
    return answer
