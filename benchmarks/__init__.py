"""Measurements beside tests: one module a subject, one printer; no test reads a clock here."""
