"""Routes of the entrance, under the names allauth looks for. No password, no e-mail."""

from __future__ import annotations

from allauth.account import views as allauth_views
from django.urls import URLPattern, URLResolver, include, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.LogIn.as_view(), name="account_login"),
    path("login/code/", views.LogIn.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", views.Confirm.as_view(), name="account_confirm_login_code"),
    path("signup/", views.Join.as_view(), name="account_signup"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("phone/change/", views.change_phone, name="account_change_phone"),
    path("phone/verify/", views.verify_new_phone, name="account_verify_phone"),
    path("lock/", include("allauth.mfa.urls")),
]
