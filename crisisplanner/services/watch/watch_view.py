"""What the map and the watch list show: one reading of a workspace, plain values only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.monitoring import Severity
from crisisplanner.domain.register import Country, Place
from crisisplanner.domain.risk import IndicatorState
from crisisplanner.planning.map_projection import XY
from crisisplanner.planning.risk.profile import GRAVEST_FIRST
from crisisplanner.services.session import Session
from crisisplanner.services.watch.base_map import BaseMap, Line, place_on_map, ring_on_map
from crisisplanner.services.watch.marks import Layer, Mark, deployment_years, read_marks
from crisisplanner.services.watch.news import News, read_news
from crisisplanner.services.watch.standing import Standing, read_standings
from crisisplanner.services.watch.whereabouts import CrisisArea, Whereabouts


@dataclass(frozen=True, slots=True)
class WatchRow:
    """Show one crisis in the list and on the map."""

    standing: Standing
    news: News
    area: CrisisArea
    at: XY | None
    rings: tuple[Line, ...]

    @property
    def id(self) -> EntityId:
        """Give the crisis's id."""
        return self.standing.crisis.id


@dataclass(frozen=True, slots=True)
class CountryRisk:
    """Show a country: the gravest state seen in a crisis there, the highest severity.

    ``n_rated`` and ``n_indicators`` are of the crisis that gives the state.
    """

    iso3: str
    name: str
    state: IndicatorState
    n_rated: int
    n_indicators: int
    severity: float | None
    crises: tuple[EntityId, ...]


@dataclass(frozen=True, slots=True)
class WatchView:
    """Hold everything, crises in the order of the watch list."""

    rows: tuple[WatchRow, ...]
    countries: Mapping[str, CountryRisk]
    country_names: Mapping[str, str]
    marks: Mapping[Layer, tuple[Mark, ...]]
    deployment_years: tuple[int, ...]
    """The years of which deployments are known, newest first."""
    position: int
    """The journal's position at which it was read."""

    def row(self, crisis: EntityId) -> WatchRow | None:
        """Give a crisis's row."""
        return next((row for row in self.rows if row.id == crisis), None)

    def of_layer(self, layer: Layer) -> tuple[Mark, ...]:
        """Give the marks of one layer."""
        return self.marks.get(layer, ())


def read_watch(
    session: Session,
    base: BaseMap,
    looked_at: Mapping[EntityId, int] = MappingProxyType({}),
    deployments_of: int | None = None,
) -> WatchView:
    """Read the workspace; `looked_at` tells at which position of the journal each was seen.

    Deployments are shown of one year: the newest that is known, unless another is asked for.
    """
    position = session.file.position()
    standings = read_standings(session)
    where = Whereabouts(session.all(Place), session.all(Severity), base.at)
    areas = {one.crisis.id: where.area(one.crisis) for one in standings}
    countries = {crisis: area.countries for crisis, area in areas.items()}
    news = read_news(session, areas.keys(), looked_at, countries)
    names = {country.iso3: country.name for country in session.all(Country)}
    years = deployment_years(session)
    year = deployments_of if deployments_of in years else next(iter(years), None)
    rows = tuple(_row(one, news[one.crisis.id], areas[one.crisis.id]) for one in standings)
    return WatchView(
        rows=rows,
        countries=MappingProxyType(_countries(rows, names)),
        country_names=MappingProxyType(names),
        marks=MappingProxyType(_by_layer(read_marks(session, where, areas, year))),
        deployment_years=years,
        position=position,
    )


def _row(standing: Standing, news: News, area: CrisisArea) -> WatchRow:
    if area.middle is None:
        return WatchRow(standing, news, area, None, ())
    at = place_on_map(area.middle.longitude, area.middle.latitude)
    rings = () if area.radius_km is None else ring_on_map(area.middle, area.radius_km)
    return WatchRow(standing, news, area, at, rings)


def _by_layer(marks: Sequence[Mark]) -> dict[Layer, tuple[Mark, ...]]:
    found: dict[Layer, list[Mark]] = defaultdict(list)
    for mark in marks:
        found[mark.layer].append(mark)
    return {layer: tuple(ones) for layer, ones in found.items()}


def _countries(rows: Sequence[WatchRow], names: Mapping[str, str]) -> dict[str, CountryRisk]:
    in_country: dict[str, list[Standing]] = defaultdict(list)
    for row in rows:
        for code in row.area.countries:
            in_country[code].append(row.standing)
    return {
        code: _country(code, names.get(code, code), found)
        for code, found in sorted(in_country.items())
    }


def _country(code: str, name: str, standings: Sequence[Standing]) -> CountryRisk:
    worst = min(standings, key=lambda s: GRAVEST_FIRST.index(s.profile.gravest))
    # What nobody looked at may be worse than what was found absent.
    if worst.profile.gravest is IndicatorState.ABSENT:
        worst = next((s for s in standings if not s.profile.n_rated), worst)
    severities = [s.severity.value for s in standings if s.severity is not None]
    return CountryRisk(
        iso3=code,
        name=name,
        state=worst.profile.gravest,
        n_rated=worst.profile.n_rated,
        n_indicators=worst.profile.n_indicators,
        severity=max(severities, default=None),
        crises=tuple(s.crisis.id for s in standings),
    )
