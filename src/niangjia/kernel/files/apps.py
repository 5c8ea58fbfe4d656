"""Private uploads: photographs, voice notes and papers, taken apart before they are kept."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "niangjia.kernel.files"
    label = "files"
