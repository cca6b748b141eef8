"""The journal of every change: written with each flush and bulk write, read for history, undo and checks."""
