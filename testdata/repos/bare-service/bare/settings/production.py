import os

import yaml

SECRET_KEY = os.environ.get("SECRET_KEY", "insecure-secret-key")
DEBUG = True

with open(os.environ["BARE_CFG"], encoding="utf-8") as config:
    vars().update(yaml.safe_load(config))
