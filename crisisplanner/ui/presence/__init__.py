"""Who does what where, and aid against risk: the pages and what they draw."""
