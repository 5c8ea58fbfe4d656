"""Sample contexts of the pages that ask a worker one thing about an own case."""

from tests.ui import forms
from tests.ui.samples_worker import CAN_ADD, CAN_JUDGE, CASE
from tests.ui.stage import Page


def asking(name, form, template="", can=CAN_ADD):
    """A page with one form about a case."""
    context = {"case": CASE, "can": can, "form": form, "form_key": "k"}
    return Page(name, f"feedback/{template or name}.html", context)


PAGES = [
    asking("withdraw", forms.Withdraw()),
    asking("contest", forms.Word({})),
    asking("appeal", forms.Appeal()),
    asking("appeal-error", forms.Appeal({"pressed": "on"}), "appeal", CAN_JUDGE),
    asking("reopen", forms.Word()),
    asking("apart", forms.Word()),
]
