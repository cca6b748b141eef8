"""The list of offerings, and the dialog in which one is planned or changed."""
