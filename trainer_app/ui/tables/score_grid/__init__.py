"""The grid of trainees by components, typed from the keyboard; every part of it a file."""
