"""What a chart of a series says in words: the newest and the highest step, and its precision."""

from __future__ import annotations

from datetime import timedelta

from crisisplanner.domain.figures import Figure
from crisisplanner.services.crisis_views.series_view import SeriesPoint, SeriesView
from crisisplanner.wording.catalogue import Wording


def first_sentence(view: SeriesView, words: Wording) -> str:
    """Say the newest step and the highest."""
    known = [point for point in view.points if point.best is not None]
    name = words.value(view.chosen.name)
    if view.area:
        name = words.say("series.of_area", name=name, area=view.area)
    if not known:
        return words.say("series.nothing_known", name=name)
    newest = known[-1]
    most = max(known, key=lambda point: point.best or 0.0)
    parts = [
        words.say(
            "series.newest",
            name=name,
            value=value_text(newest, view, words),
            when=_when(newest, view, words),
        )
    ]
    if most is not newest:
        parts.append(
            words.say(
                "series.most",
                value=value_text(most, view, words),
                when=_when(most, view, words),
            )
        )
    n_over = sum(1 for p in known if any((p.best or 0.0) >= one.value for one in view.thresholds))
    if view.thresholds:
        parts.append(words.say("series.over", n=n_over))
    return " ".join(parts)


def _when(point: SeriesPoint, view: SeriesView, words: Wording) -> str:
    last = point.end - timedelta(days=1)
    code = f"series.in.{view.period.value}" if view.is_of_events else "series.in.value"
    if not view.is_of_events and last <= point.start:
        code = "series.in.day"
    return words.say(code, start=point.start, last=last, month=words.formats.month(point.start))


def notes(view: SeriesView, words: Wording) -> str:
    """Say how precise the days are, what is left out, and where it comes from."""
    said = []
    if view.n_untied:
        said.append(words.say("series.untied", n=view.n_untied, area=view.area))
    n_unknown = sum(1 for point in view.points if point.best is None)
    if n_unknown:
        said.append(words.say("series.n_unknown", n=n_unknown))
    codes = [
        words.say("series.precision_code", code=code, n=n)
        for code, n in view.precision
        if code is not None
    ]
    if codes:
        said.append(words.say("series.precision", codes=tuple(codes)))
    if view.skips_empty:
        said.append(words.say("series.skips_empty", first=view.points[0].start))
    if view.n_undated:
        said.append(words.say("series.undated", n=view.n_undated))
    if view.source:
        said.append(words.say("calendar.source", source=view.source))
    return " ".join(said)


def value_text(point: SeriesPoint, view: SeriesView, words: Wording) -> str:
    """Write a step's value with its range and unit."""
    unit = view.chosen.unit
    if unit == "person":
        return words.figure(Figure(point.best, unit, point.low, point.high))
    number = words.value(point.best)
    if point.low is not None and point.high is not None and point.low != point.high:
        number = words.say("figure.range", value=point.best, low=point.low, high=point.high)
    return words.say("series.with_unit", number=number, unit=unit) if unit else number
