"""Pages: the list of recruitments, a new one, and the hub of one."""
