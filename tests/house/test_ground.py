"""The ground the tests stand on: a runtime login, an entry role, a keeper only on request."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.types import Post
from niangjia.kernel.people.models import Org
from tests.kit.sowing import seeding

ROW = {
    "kind": "union",
    "name": "临江区总工会",
    "code": "330199",
    "path": "33.01.99.",
    "root": "33.01.99.",
}


def role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user || '/' || current_user")
        return str(cursor.fetchone()[0])


def test_tests_run_as_a_runtime_login_in_the_entry_role(db: None) -> None:
    assert role() == "nj_app_test/nj_entry"


def test_seeding_steps_into_the_keeper_and_back(db: None) -> None:
    with seeding():
        assert role() == "nj_app_test/nj_keeper"
        Org.objects.create(**ROW)
    assert role() == "nj_app_test/nj_entry"
    with pytest.raises(ProgrammingError), transaction.atomic():
        Org.objects.create(**ROW)


def test_nothing_is_left_of_an_earlier_test(db: None) -> None:
    assert not Org.objects.exists()


def test_a_service_actor_acts_inside_the_tests_transaction(db: None) -> None:
    with system("clerk") as act:
        assert act.actor is not None and act.actor.post is Post.SYSTEM
        assert role() == "nj_app_test/nj_system"
    assert role() == "nj_app_test/nj_entry"


@pytest.mark.django_db(transaction=True)
def test_committed_rows_are_swept() -> None:
    with seeding():
        Org.objects.create(**ROW)
    assert transaction.get_autocommit()


@pytest.mark.django_db(transaction=True)
def test_the_sweep_left_nothing() -> None:
    with transaction.atomic():
        assert not Org.objects.exists()
