"""Tables whole kinds of people hold no grant on."""

from __future__ import annotations

from django.db import models

from niangjia.kernel.acts.models import Audit, Erasure, Hold, Look, Once, Seal
from niangjia.kernel.base.models import Rate
from niangjia.kernel.bundles.models import Bundle
from niangjia.kernel.cases.models import (
    Attachment,
    Author,
    Case,
    Correction,
    Deputy,
    Duty,
    Event,
    Handover,
    Hunch,
    Lesson,
    Matter,
    Merge,
    Part,
    Seat,
    Telling,
)
from niangjia.kernel.desks.models import Batch, BatchLine, Canned, View, WordList
from niangjia.kernel.files.models import Upload
from niangjia.kernel.insight.models import Advice, Bulletin, Cell
from niangjia.kernel.insight.models import Part as FirmPart
from niangjia.kernel.letters.models import (
    Benefit,
    Letter,
    Mandate,
    Series,
    Signature,
    Source,
    Template,
)
from niangjia.kernel.mediation.models import Applicant, Mediation, Sitting
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
from niangjia.services.lodging.models import Cost, Guest, Receipt, Room, Stay, Supply

from . import gifts, helped, lists, stocks, visited

Model = type[models.Model]

#: Tables of unions' staff and of the house itself: worker, firm and administrator hold no grant.
OF_THE_DESK: frozenset[Model] = frozenset(
    {
        Advice,
        Benefit,
        Series,
        Template,
        Account,
        Session,
        Once,
        Seal,
        Rate,
        DevSms,
        SetupLink,
        Erasure,
        Deputy,
        Duty,
        Handover,
        Broadcast,
        Cell,
        Batch,
        BatchLine,
        Canned,
        View,
        WordList,
        Wording,
        Correction,
        Hunch,
        Lesson,
        Merge,
        Telling,
        Slip,
        Tally,
        Cost,
    }
)
#: Tables whole kinds of people hold no grant on: refused aloud, not merely empty.
CLOSED: dict[str, frozenset[Model]] = {
    "nj_worker": OF_THE_DESK
    | gifts.OF_UNIONS
    | lists.OF_UNIONS
    | stocks.NOT_WORKERS
    | {
        Audit,
        Hold,
        Seat,
        Import,
        ImportFile,
        ImportRow,
        OrgCounter,
        FirmPart,
    },
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
    )
    | gifts.OF_NOBODY
    | stocks.OF_NOBODY,
    "nj_firm": OF_THE_DESK
    | gifts.ALL
    | lists.ALL
    | stocks.NOT_FIRMS
    | visited.ALL
    | helped.ALL
    | {
        Applicant,
        Bundle,
        Mandate,
        Signature,
        Source,
        Look,
        Audit,
        Author,
        Hold,
        Person,
        Membership,
        Import,
        ImportFile,
        ImportRow,
        Token,
        OrgCounter,
        Delivery,
        Preference,
        Matter,
        Part,
        Answer,
        Asked,
        Survey,
        Guest,
        Receipt,
        Room,
        Stay,
        Supply,
    },
    "nj_admin": OF_THE_DESK
    | gifts.ALL
    | lists.ALL
    | stocks.ALL
    | visited.ALL
    | helped.ALL
    | {
        Bundle,
        Letter,
        Mediation,
        Applicant,
        Sitting,
        Mandate,
        Signature,
        Source,
        Look,
        Attachment,
        Author,
        Case,
        Event,
        Seat,
        Bulletin,
        FirmPart,
        Delivery,
        Upload,
        Preference,
        Matter,
        Part,
        Answer,
        Asked,
        Survey,
        Guest,
        Receipt,
        Room,
        Stay,
        Supply,
    },
}
