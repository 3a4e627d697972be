"""What is required of whom: the matrix of roles and modules, changed by day, and agencies' own."""
