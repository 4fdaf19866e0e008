"""From probabilities to panels: write x as a convex combination of feasible panels."""

from sortition.decomposition.decompose import Decomposition, decompose

__all__ = ["Decomposition", "decompose"]
