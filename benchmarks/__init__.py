"""Headline figures, each against its floor; programs that print, none is a timed test."""
