"""Pages: setting and locking the quotas."""
