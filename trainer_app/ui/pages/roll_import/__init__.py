"""The import of a nominal roll: choose the file, check what it would do, import."""
