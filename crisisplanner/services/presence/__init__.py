"""Who does what where, and aid against risk, read from what others report."""
