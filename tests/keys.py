"""The key of every database that a test makes."""

KEY = bytes(range(32))
