"""Documents on paper: one typed document, written as docx, PDF and HTML."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "niangjia.kernel.papers"
    label = "papers"
