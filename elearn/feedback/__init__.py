"""What people say of the training: after a module, three months later, and without a name."""
