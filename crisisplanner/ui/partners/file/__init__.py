"""The file of one partner: a page of cards."""
