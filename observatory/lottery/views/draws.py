"""Pages: draw 2, from the frozen pool to the solved lottery."""
