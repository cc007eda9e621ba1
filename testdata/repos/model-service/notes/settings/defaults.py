"""Settings whose values are fit for production. An operator may leave all of them alone."""

#: Whether errors show the code that they happened in. Never in production: it shows settings, too.
DEBUG = False

#: The Django applications that the service is made of.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

#: What every request passes through, in this order.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

#: The module with the addresses of all pages.
ROOT_URLCONF = "notes.urls"

#: What web servers load.
WSGI_APPLICATION = "notes.wsgi.application"

#: The kind of primary keys that new tables get.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

#: Times are kept with their zone. Nothing but ``True`` is tested.
USE_TZ = True

#: Where style sheets and images are found by browsers. A content delivery network has an address of its own here.
STATIC_URL = "/static/"

#: Where ``manage.py collectstatic`` puts them.
STATIC_ROOT = "/var/www/notes"

#: Cookies travel over HTTPS alone. Set both to ``False`` where there is none, as on a laptop.
SESSION_COOKIE_SECURE = True

#: The same for the cookie that guards forms.
CSRF_COOKIE_SECURE = True

#: Log lines go to standard error, where whatever runs the container collects them.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

#: How many notes a page of a list holds, from 1 to 100.
NOTES_PAGE_SIZE = 25

#: How many notes a learner may take in one course. ``0`` is no limit.
MAX_NOTES_PER_COURSE = 500
