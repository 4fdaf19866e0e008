"""Importing the replies, and counting the pool against the quotas."""
