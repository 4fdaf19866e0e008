"""Pages of the lottery feature."""
