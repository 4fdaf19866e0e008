"""The demonstration city: a made-up register, its replies, and a body in mid-work."""
