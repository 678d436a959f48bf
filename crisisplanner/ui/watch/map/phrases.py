"""What the map and the watch list say: tooltips, headlines, rows as one sentence."""

from __future__ import annotations

from collections.abc import Collection

from crisisplanner.domain.problem import GeoPoint
from crisisplanner.domain.risk import IndicatorState, Trend
from crisisplanner.services.watch.marks import Layer, Mark
from crisisplanner.services.watch.routes import ModeDays, Route
from crisisplanner.services.watch.watch_view import CountryRisk, WatchRow, WatchView
from crisisplanner.ui.watch.map.picks import Pick
from crisisplanner.ui.watch.map.placing import Placed
from crisisplanner.wording.catalogue import Wording

MOST_NAMED = 4


class MapPhrases:
    """Make the sentences of one language."""

    def __init__(self, words: Wording) -> None:
        self.words = words

    def headline(self, view: WatchView, layers: Collection[Layer]) -> str:
        """Say in a sentence what the map shows."""
        say = self.words.say
        what = say("watch.map.no_crises")
        if view.rows:
            first = view.rows[0]
            name, n = first.standing.crisis.name, len(view.rows)
            what = say("watch.map.one_worst", n=n, name=name, state=self.state(first))
        counts = [
            say(f"watch.map.n_of_layer.{layer.value}", n=len(view.of_layer(layer)))
            for layer in Layer
            if layer in layers and view.of_layer(layer)
        ]
        if not counts:
            return what
        marks = say("watch.map.counted", counts=tuple(counts))
        return say("watch.map.headline", what=what, marks=marks)

    def placed(self, placed: Placed) -> str:
        """Say what stands at a place: the fact first."""
        say = self.words.say
        names = [row.standing.crisis.name for row in placed.rows] or [
            mark.name for mark in placed.marks
        ]
        if len(names) > 1:
            shown = tuple(names[:MOST_NAMED])
            more = len(names) - len(shown)
            code = "watch.map.several_more" if more else "watch.map.several"
            fact = say(code, n=len(names), names=shown, more=more)
            return fact + "\n" + say("watch.map.zoom_to_part")
        if placed.rows:
            return names[0] + "\n" + self.spoken(placed.rows[0], with_name=False)
        return names[0] + "\n" + self.mark(placed.marks[0])

    def mark(self, mark: Mark) -> str:
        """Say what is known of a mark, and how well its place is known."""
        said = self.words.message(mark.said)
        return said + "\n" + self.words.say("watch.map.rough") if mark.is_rough else said

    def country(self, view: WatchView, pick: Pick) -> str:
        """Say what is known of a country."""
        say = self.words.say
        country = view.countries.get(pick.id)
        if country is None:
            return say("watch.map.country_none", name=pick.name)
        return "\n".join([self._country_fact(country), *self.country_details(country)])

    def _country_fact(self, country: CountryRisk) -> str:
        state = self.words.say(f"word.IndicatorState.{country.state.value}")
        return self.words.say("watch.map.country_tip", name=country.name, state=state)

    def country_details(self, country: CountryRisk) -> list[str]:
        """Say how far it was rated, how severe it is, and how many crises there are."""
        say = self.words.say
        found = [
            say("watch.map.country_rated", n=country.n_rated, of=country.n_indicators),
        ]
        if country.severity is not None:
            found.append(say("watch.map.country_severity", severity=country.severity))
        found.append(say("watch.map.country_crises", n=len(country.crises)))
        return found

    def state(self, row: WatchRow) -> str:
        """Name the gravest state seen."""
        profile = row.standing.profile
        if not profile.n_rated:
            return self.words.say("watch.list.unrated")
        return self.words.say(f"word.IndicatorState.{profile.gravest.value}")

    def trend(self, row: WatchRow) -> str:
        """Name where a crisis goes, and by what if nobody rated it."""
        trend: Trend | None = row.standing.trend
        if trend is None:
            return self.words.say("watch.list.trend_unknown")
        word = self.words.say(f"word.Trend.{trend.value}")
        if row.standing.is_trend_of_severity:
            return self.words.say("watch.list.trend_of_severity", trend=word)
        return word

    def in_state(self, state: IndicatorState, n: int) -> str:
        """Say how many indicators are in a state, with its name."""
        word = self.words.say(f"word.IndicatorState.{state.value}")
        return self.words.say("watch.list.in_state", n=n, state=word)

    def count(self, _state: IndicatorState, n: int) -> str:
        """Write the number of indicators alone, beside the mark of their state."""
        return self.words.formats.number(n)

    def rated(self, row: WatchRow) -> str:
        """Say how many indicators were looked at, and a total only from 60 %."""
        say, profile = self.words.say, row.standing.profile
        rated = say("watch.list.rated", n=profile.n_rated, of=profile.n_indicators)
        total = profile.total()
        if total is None:
            return rated if not profile.n_rated else rated + ", " + say("watch.list.no_total")
        return rated + ", " + say("watch.list.total", least=total.least, most=total.most)

    def severity(self, row: WatchRow) -> str:
        """Give the newest severity and the one before; empty where none is known."""
        found = row.standing.severity
        if found is None:
            return ""
        if found.before is None:
            return self.words.say("watch.list.severity", n=found.value)
        return self.words.say("watch.list.severity_from", n=found.value, before=found.before)

    def news(self, row: WatchRow) -> str:
        """Say what is new since it was looked at."""
        if row.news.looked_at is None:
            return self.words.say("watch.list.never_looked")
        if not row.news.is_any:
            return self.words.say("watch.list.no_news")
        what = tuple(self.words.message(one) for one in row.news.said())
        return self.words.say("watch.list.news", what=what)

    def status(self, row: WatchRow) -> str:
        """Name the crisis's status."""
        return self.words.say(f"word.CrisisStatus.{row.standing.crisis.status.value}")

    def spoken(self, row: WatchRow, *, with_name: bool = True) -> str:
        """Say a row of the list in one sentence."""
        say, n_fired = self.words.say, len(row.standing.firings)
        fired = say("watch.list.fired", n=n_fired) if n_fired else say("watch.list.no_fired")
        code = "watch.list.spoken" if with_name else "watch.list.spoken_unnamed"
        severity = self.severity(row)
        return say(
            code,
            name=row.standing.crisis.name,
            state=self.state(row),
            rated=self.rated(row) + (", " + severity if severity else ""),
            trend=self.trend(row),
            status=self.status(row),
            news=self.news(row),
            fired=fired,
        )

    def position(self, point: GeoPoint) -> str:
        """Write a place in degrees."""
        say = self.words.say
        north = "north" if point.latitude >= 0 else "south"
        east = "east" if point.longitude >= 0 else "west"
        return say(
            "watch.map.at",
            latitude=say(f"watch.map.{north}", n=abs(point.latitude)),
            longitude=say(f"watch.map.{east}", n=abs(point.longitude)),
        )

    def days(self, mode: ModeDays) -> str:
        """Say how many days a mode takes, with its span."""
        if mode.fewest_days == mode.most_days:
            return self.words.say("watch.route.days", n=mode.days)
        return self.words.say(
            "watch.route.days_span",
            n=mode.days,
            fewest=mode.fewest_days,
            most=mode.most_days,
        )

    def basis(self, route: Route, mode: ModeDays) -> str:
        """Say how the days were computed."""
        km = round(route.distance_km)
        if mode.slowest_km_per_day == mode.fastest_km_per_day:
            return self.words.say(
                "watch.route.basis", km=km, speed=mode.speed_km_per_day, n=mode.n_types
            )
        return self.words.say(
            "watch.route.basis_span",
            km=km,
            speed=mode.speed_km_per_day,
            n=mode.n_types,
            slowest=mode.slowest_km_per_day,
            fastest=mode.fastest_km_per_day,
        )
