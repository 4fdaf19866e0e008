"""What every objective shares: the optimum over fractions of people, and reaching it in panels."""
