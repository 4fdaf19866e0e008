"""Pages of the evaluation feature."""
