"""Pages of the followup feature."""
