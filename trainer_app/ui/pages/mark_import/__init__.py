"""The import of a mark list into an offering: file, check with decisions, import."""
