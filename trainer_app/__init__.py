"""Joint police training: courses, scores, certificates and reports on offline workstations."""

__version__ = "0.1.0"
