#: The address of the LMS, without a slash at the end.
LMS_ROOT_URL = None

#: Signs sessions and links.
SECRET_KEY = None

#: Where a queue is.
BROKER_URL = None
