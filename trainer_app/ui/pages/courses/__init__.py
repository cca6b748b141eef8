"""The catalogue of courses with versions and schemes, and the dialog in which one is written."""
