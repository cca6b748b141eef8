"""The window: the only package that imports PySide6."""

import builtins

import PySide6.QtCore  # noqa: F401 (sets itself between every import and Python)

# WORKAROUND: PySide6 reads the source of every module imported after it, to see whether it uses `__feature__`
# (shibokensupport/feature.py). Nothing here does; without that look the first page comes 0.1 s earlier.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
