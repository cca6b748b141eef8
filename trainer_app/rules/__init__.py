"""The rules of the training record: pure functions on numbers and small frozen dataclasses."""
