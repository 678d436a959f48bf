"""Requests to partners and their answers: the inbox, its rows, and what is done with them."""
