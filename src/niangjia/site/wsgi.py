"""The web application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from niangjia.site.front import Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niangjia.site.settings")
application = Front(get_wsgi_application())

# What start-up made lives as long as the process: it need not be walked at every collection.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
