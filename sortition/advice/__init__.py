"""What to tell a clerk: the pool beside its quotas, conflicts, ways out, whom nobody can seat."""
