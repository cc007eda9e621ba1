"""The notes service: notes that learners take in the margins of a course."""
