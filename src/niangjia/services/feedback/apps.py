"""职工点评: a worker reviews a firm, and the loop is closed by the worker."""

from niangjia.kernel.base import rooms


class FeedbackConfig(rooms.Room):
    name = "niangjia.services.feedback"
    label = "feedback"
    default = True
    starts = ("queries.asked.join",)
