"""Files out and in: takes and returns frozen dataclasses, knows no database and no window."""
