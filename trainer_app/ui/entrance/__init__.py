"""The way into the window: first run, signing in, the lock, and the recovery key."""
