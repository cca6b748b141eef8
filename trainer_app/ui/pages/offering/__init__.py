"""The workspace of one offering: a head, a row of tabs, and a file for each tab."""
