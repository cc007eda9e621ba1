#: The Django applications that the service is made of.
INSTALLED_APPS = ["django.contrib.auth", "notes", "health"]

#: How many notes a page of a list holds.
NOTES_PAGE_SIZE = 50

#: Whether notes can be searched.
NOTES_SEARCH = True
