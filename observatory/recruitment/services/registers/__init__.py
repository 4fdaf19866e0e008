"""The register: sent, tried, taken over, and kept as little as possible."""
