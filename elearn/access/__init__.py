"""Who may do what. Pure: the same policy serves pages, commands, jobs and other systems."""
