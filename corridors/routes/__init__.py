"""What people ask: the shortest route, alternatives, fronts, matrices, comparisons; and how answers read."""
