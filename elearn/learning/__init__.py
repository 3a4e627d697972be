"""Taking a module: what is mine to learn, its screens and scenarios, its quiz and the result."""
