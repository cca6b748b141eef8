"""The components of the design system, each tried in both themes and three languages."""
