"""The start page: what needs the user, what is running, how the quarter stands."""
