"""Setting a line of the matrix, and an agency's proposal from its making to its decision."""
