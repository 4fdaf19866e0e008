"""Draw 2: freeze the pool, solve, throw the dice."""
