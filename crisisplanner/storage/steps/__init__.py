"""Migration steps: one a file, each importing nothing of the program."""
