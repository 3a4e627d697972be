"""The benchmark: the product beside the least that could do the same job, measured in turn."""
