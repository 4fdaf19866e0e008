"""Letters on paper: their codes, words, addresses, batches, proofs, and those that came back."""
