"""Shows what is required of whom: the matrix of roles and modules, with its dates and reasons."""
