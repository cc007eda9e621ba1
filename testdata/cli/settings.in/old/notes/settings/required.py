#: The address of the LMS, without a slash at the end.
LMS_BASE_URL = None

#: Signs sessions and links.
SECRET_KEY = None
