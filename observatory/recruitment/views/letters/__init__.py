"""Pages of the letters on paper."""
