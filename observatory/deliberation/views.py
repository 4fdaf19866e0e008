"""Pages of the deliberation feature."""
