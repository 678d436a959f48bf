"""The independent checker: the rules written down a second time, day by day.

It shares no code with ``planning.matching`` nor with what judges the pairs: only the domain.
"""
