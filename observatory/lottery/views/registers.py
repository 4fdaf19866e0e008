"""Pages: the register and its eligibility report."""
