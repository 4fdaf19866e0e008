"""Pages of the publication feature."""
