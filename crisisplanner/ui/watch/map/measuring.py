"""Measuring: a place to begin at, and the way from there to what is chosen next."""

from __future__ import annotations

from crisisplanner.domain.problem import GeoPoint
from crisisplanner.services.session import Session
from crisisplanner.services.watch.routes import Route, route_between
from crisisplanner.ui.watch.map.picks import Pick


class Measuring:
    """Remember where a distance begins."""

    def __init__(self) -> None:
        self.name = ""
        self._start: GeoPoint | None = None

    def begin(self, pick: Pick) -> bool:
        """Begin at a place; tell whether it has one."""
        if pick.point is None:
            return False
        self.name, self._start = pick.name, pick.point
        return True

    @property
    def is_begun(self) -> bool:
        """Tell whether a distance was begun."""
        return self._start is not None

    def end(self) -> None:
        """Measure no more."""
        self.name, self._start = "", None

    def route_to(self, session: Session, pick: Pick) -> Route | None:
        """Measure to a place; None where nothing was begun, or to where it began."""
        if self._start is None or pick.point is None or pick.point == self._start:
            return None
        return route_between(session, self._start, pick.point)
