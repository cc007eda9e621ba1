#: The Django applications that the service is made of.
INSTALLED_APPS = ["django.contrib.auth", "notes"]

#: How many notes a page of a list holds.
NOTES_PAGE_SIZE = 25

#: Where a queue is.
BROKER_URL = "redis://:notes@redis:6379/0"
