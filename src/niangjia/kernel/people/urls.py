"""Routes of the room: at the desk, and open to anybody. Log-in has its own (entrance/)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import public
from .desk import directory, imports, merging, orgs, persons, posts

Routes = list[URLPattern | URLResolver]

#: Under the namespace `people`.
desk_urls: Routes = [
    path("", directory.directory, name="directory"),
    path("export/", directory.export, name="export"),
    path("import/", imports.upload, name="import"),
    *(
        path(
            f"import/<str:kind>.{form}",
            imports.import_template,
            {"form": form},
            name=f"import_template_{form}",
        )
        for form in imports.FORMS
    ),
    path("import/<uuid:run_id>/", imports.import_run, name="import_run"),
    path("import/<uuid:run_id>/commit/", imports.import_commit, name="import_commit"),
    path("import/<uuid:run_id>/drop/", imports.import_drop, name="import_drop"),
    path("import/<uuid:run_id>/undo/", imports.import_undo, name="import_undo"),
    path("import/<uuid:run_id>/errors.xlsx", imports.import_errors, name="import_errors"),
    path("orgs/new/", orgs.org_new, name="org_new"),
    path("orgs/<uuid:org_id>/", orgs.org, name="org"),
    path("orgs/<uuid:org_id>/edit/", orgs.org_edit, name="org_edit"),
    path("orgs/<uuid:org_id>/move/", orgs.org_move, name="org_move"),
    path("orgs/<uuid:org_id>/close/", orgs.org_close, name="org_close"),
    path("orgs/<uuid:org_id>/switches/", orgs.org_switches, name="org_switches"),
    path("orgs/<uuid:org_id>/brand/", orgs.org_brand, name="org_brand"),
    path("orgs/<uuid:org_id>/appoint/", posts.appoint, name="appoint"),
    path("posts/<uuid:appointment_id>/end/", posts.appointment_end, name="appointment_end"),
    path("persons/new/", persons.person_new, name="person_new"),
    path("persons/<uuid:person_id>/", persons.person, name="person"),
    path("persons/<uuid:person_id>/edit/", persons.person_edit, name="person_edit"),
    path("persons/<uuid:person_id>/merge/", merging.merge, name="merge"),
    path("persons/<uuid:person_id>/phone/", persons.person_phone, name="person_phone"),
    path("persons/<uuid:person_id>/transfer/", persons.transfer, name="transfer"),
]
#: Without a namespace.
public_urls: Routes = [
    path("brand/logo/<uuid:org_id>", public.brand_logo, name="brand.logo"),
    path("brand/<str:path>.css", public.brand_css, name="brand.css"),
    path("setup/<str:token>/", public.set_up, name="setup"),
]
