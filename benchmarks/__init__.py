"""What is measured against the peers, and how: `script/bench` writes `results.md`."""
