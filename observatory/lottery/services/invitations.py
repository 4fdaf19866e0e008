"""Draw 1: commit to the households, throw the dice, draw the letters."""
