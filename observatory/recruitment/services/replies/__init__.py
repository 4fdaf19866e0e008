"""Replies: questions, one way to save answers of every channel, who may take part, the picture."""
