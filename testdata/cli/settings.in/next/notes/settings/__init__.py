from os import environ

import yaml

from .required import *
from .defaults import *

with open(environ["NOTES_CFG_PATH"], encoding="utf-8") as config_file:
    globals().update(yaml.safe_load(config_file))
