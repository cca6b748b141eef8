"""People: search, one person with the training record, and the dialog in which a person is typed."""
