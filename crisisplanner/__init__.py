"""A planning room for preventing and halting mass atrocities."""
