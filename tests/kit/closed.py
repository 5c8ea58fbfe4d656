"""Tables whole kinds of people hold no grant on."""

from __future__ import annotations

from django.db import models

from niangjia.kernel.acts.models import Audit, Erasure, Hold, Look, Once, Seal
from niangjia.kernel.base.models import Rate
from niangjia.kernel.cases.models import (
    Author,
    Case,
    Correction,
    Event,
    Hunch,
    Lesson,
    Matter,
    Part,
    Seat,
    Telling,
)
from niangjia.kernel.files.models import Upload
from niangjia.kernel.letters.models import Benefit, Letter, Mandate, Series, Source, Template
from niangjia.kernel.notices.models import Broadcast, Delivery, Preference, Wording
from niangjia.kernel.people.models import (
    Account,
    DevSms,
    Import,
    ImportFile,
    ImportRow,
    Membership,
    OrgCounter,
    Person,
    Session,
    SetupLink,
    Token,
)
from niangjia.kernel.surveys.models import Answer, Asked, Slip, Survey, Tally

Model = type[models.Model]

#: Tables whole kinds of people hold no grant on: refused aloud, not merely empty.
CLOSED: dict[str, frozenset[Model]] = {
    "nj_worker": frozenset(
        {
            Benefit,
            Mandate,
            Series,
            Template,
            Account,
            Session,
            Once,
            Seal,
            Rate,
            DevSms,
            SetupLink,
            Audit,
            Erasure,
            Hold,
            Seat,
            Import,
            ImportFile,
            ImportRow,
            OrgCounter,
            Broadcast,
            Wording,
            Correction,
            Hunch,
            Lesson,
            Telling,
            Slip,
            Tally,
        }
    ),
    "nj_staff": frozenset(
        {
            Account,
            Session,
            Once,
            Seal,
            Rate,
            DevSms,
            SetupLink,
            Look,
            Erasure,
            Delivery,
            Preference,
            Asked,
            Slip,
        }
    ),
    "nj_firm": frozenset(
        {
            Benefit,
            Mandate,
            Series,
            Source,
            Template,
            Account,
            Session,
            Once,
            Seal,
            Rate,
            DevSms,
            SetupLink,
            Look,
            Audit,
            Author,
            Erasure,
            Hold,
            Person,
            Membership,
            Import,
            ImportFile,
            ImportRow,
            Token,
            OrgCounter,
            Broadcast,
            Delivery,
            Preference,
            Wording,
            Correction,
            Hunch,
            Lesson,
            Matter,
            Part,
            Telling,
            Answer,
            Asked,
            Slip,
            Survey,
            Tally,
        }
    ),
    "nj_admin": frozenset(
        {
            Benefit,
            Letter,
            Mandate,
            Series,
            Source,
            Template,
            Account,
            Session,
            Once,
            Seal,
            Rate,
            DevSms,
            SetupLink,
            Look,
            Author,
            Case,
            Erasure,
            Event,
            Seat,
            Broadcast,
            Delivery,
            Upload,
            Preference,
            Wording,
            Correction,
            Hunch,
            Lesson,
            Matter,
            Part,
            Telling,
            Answer,
            Asked,
            Slip,
            Survey,
            Tally,
        }
    ),
}
