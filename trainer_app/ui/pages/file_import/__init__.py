"""What the imports of files share: the page of three steps, the step of the file, and that of the check."""
