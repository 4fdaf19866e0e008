"""Long work of a recruitment, outside the request."""
