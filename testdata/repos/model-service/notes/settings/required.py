"""Settings that no value suits everywhere: every operator has to provide them."""

#: The host names that the service answers to, a list. Requests for other hosts are refused.
ALLOWED_HOSTS = None

#: The database that notes are kept in, as Django's ``DATABASES``.
DATABASES = None

#: The address of the LMS that learners come from, with ``https://`` and without a slash at the end.
LMS_BASE_URL = None

#: Signs sessions and links: 50 random characters, the same in all containers of an installation and nowhere else.
SECRET_KEY = None
