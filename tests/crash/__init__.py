"""What a crash leaves: every step of a draw is killed at every point, and then repeated."""
