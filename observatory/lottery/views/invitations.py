"""Pages: how many letters, draw 1, and the list for the printer."""
