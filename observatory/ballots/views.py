"""Pages of the ballots feature."""
