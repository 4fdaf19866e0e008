"""Pages: the replies, and how well they cover the quotas."""
