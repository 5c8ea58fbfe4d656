"""Bundles: everything of one matter in one file that proves itself."""

from django.apps import AppConfig


class BundlesConfig(AppConfig):
    name = "niangjia.kernel.bundles"
    label = "bundles"
