"""Pages of the panel feature."""
