"""Programs that the window benchmark starts: a bare window, and ours."""
