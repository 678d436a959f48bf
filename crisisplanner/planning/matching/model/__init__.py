"""The mixed-integer model over arcs: one module for each family of rules."""
