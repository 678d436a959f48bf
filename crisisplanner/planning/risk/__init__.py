"""Risk: what follows from ratings; nothing here is weighted into one number."""
