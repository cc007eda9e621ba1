"""The settings of the notes service: the same code in every environment.

Each value comes from ``required.py`` or ``defaults.py``, unless the YAML file that ``NOTES_CFG_PATH`` names gives
another one. Without that file, or while a required setting is missing in it, the service does not start.
"""

from os import environ

import yaml
from django.core.exceptions import ImproperlyConfigured

from notes.settings import required
from notes.settings.defaults import *
from notes.settings.required import *

path = environ.get("NOTES_CFG_PATH")
if not path:
    raise ImproperlyConfigured("NOTES_CFG_PATH has to be the path of a YAML file with the settings of this installation")

with open(path, encoding="utf-8") as config_file:
    globals().update(yaml.safe_load(config_file) or {})

missing = [name for name in dir(required) if name.isupper() and not globals()[name]]
if missing:
    raise ImproperlyConfigured(f"{path} has to set {', '.join(missing)}")
