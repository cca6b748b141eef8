"""The pages of the window, a folder or file for each noun."""
