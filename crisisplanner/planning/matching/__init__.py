"""Find the plan that covers most, prove how good it is; begin at ``solving.solve``."""
