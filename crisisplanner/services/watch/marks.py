"""What stands on the map besides crises: nodes, origins, displacement, events, deployments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crisisplanner.domain.activities import Deployment
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.caseload import Caseload, CaseloadGroup
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.limits import Node
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.monitoring import Event, IndicatorValue, MonitoringIndicator
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.problem import GeoPoint
from crisisplanner.domain.situation import Scenario
from crisisplanner.domain.table_query import TableQuery
from crisisplanner.planning.map_projection import XY, project_points
from crisisplanner.services.session import Session
from crisisplanner.services.watch.whereabouts import CrisisArea, Whereabouts

IDMC_STOCK = "conflictstockdisplacement"
"""The code under which IDMC's "Conflict Stock Displacement" is kept."""


MOST_NAMED = 4


class Layer(StrEnum):
    """What can be shown on the map or not; the order is that of the legend."""

    RISK = "risk"
    CRISES = "crises"
    NODES = "nodes"
    ORIGINS = "origins"
    DISPLACEMENT = "displacement"
    EVENTS = "events"
    DEPLOYMENTS = "deployments"


@dataclass(frozen=True, slots=True)
class Mark:
    """Put something on the map: what it is, where, and what is said of it.

    ``kind`` and ``id`` are of the thing that it opens. ``amount`` decides a size, None unknown.
    ``is_rough`` means that the place is that of a country or a middle, not of the thing itself.
    """

    layer: Layer
    kind: str
    id: EntityId
    name: str
    said: Message
    point: GeoPoint
    xy: XY
    icon: str = ""
    amount: float | None = None
    is_rough: bool = False


@dataclass(frozen=True, slots=True)
class _Draft:
    layer: Layer
    kind: str
    id: EntityId
    name: str
    said: Message
    point: GeoPoint
    icon: str = ""
    amount: float | None = None
    is_rough: bool = False


def read_marks(
    session: Session,
    where: Whereabouts,
    areas: dict[EntityId, CrisisArea],
    deployments_of: int | None = None,
) -> tuple[Mark, ...]:
    """Read every mark but crises, layer by layer, each in a fixed order.

    Deployments are those of one year.
    """
    drafts = [
        *_nodes(session, where),
        *_origins(session, where),
        *_displacement(session, where, areas),
        *_events(session),
        *_deployments(session, deployments_of),
    ]
    flat = project_points([(d.point.longitude, d.point.latitude) for d in drafts])
    return tuple(
        Mark(d.layer, d.kind, d.id, d.name, d.said, d.point, xy, d.icon, d.amount, d.is_rough)
        for d, xy in zip(drafts, flat, strict=True)
    )


NODE_ICONS = {"airfield": "plane", "port": "ship", "border": "truck"}


def _nodes(session: Session, where: Whereabouts) -> Iterator[_Draft]:
    for node in sorted(session.all(Node), key=lambda n: (n.name, n.id)):
        point = where.point(node.place)
        if point is None:
            continue
        kind = node.node_kind.value
        said = message(
            "watch.map.node", kind=message(f"word.NodeKind.{kind}"), capacity=node.capacity
        )
        rough = not where.has_own_point(node.place)
        icon = NODE_ICONS[kind]
        yield _Draft(Layer.NODES, Node.KIND, node.id, node.name, said, point, icon, None, rough)


def _origins(session: Session, where: Whereabouts) -> Iterator[_Draft]:
    """Yield a mark for each place from which offers come, else for the partner's country."""
    partners = {partner.id: partner for partner in session.all(Partner)}
    by_place: dict[tuple[EntityId, str], list[Offer]] = defaultdict(list)
    for offer in session.all(Offer):
        partner = partners.get(offer.partner)
        if offer.origin is not None:
            by_place[offer.origin, ""].append(offer)
        elif partner is not None and where.country_point(partner.iso3) is not None:
            by_place["", partner.iso3].append(offer)
    for (place, code), offers in sorted(by_place.items()):
        point = where.point(place) if place else where.country_point(code)
        if point is None:
            continue
        offers.sort(key=lambda o: (o.code, o.id))
        names = sorted({partners[o.partner].name for o in offers if o.partner in partners})
        said = message(
            "watch.map.origin" if place else "watch.map.origin_of_country",
            n=len(offers),
            partners=tuple(names[:MOST_NAMED]),
            more=max(0, len(names) - MOST_NAMED),
        )
        name = where.name(place) if place else ", ".join(names[:MOST_NAMED])
        rough = not (place and where.has_own_point(place))
        yield _Draft(
            Layer.ORIGINS,
            Offer.KIND,
            offers[0].id,
            name,
            said,
            point,
            "package",
            float(len(offers)),
            rough,
        )


def _displacement(
    session: Session, where: Whereabouts, areas: dict[EntityId, CrisisArea]
) -> Iterator[_Draft]:
    yield from _reported_displacement(session, where)
    caseloads: dict[EntityId, list[Caseload]] = defaultdict(list)
    for caseload in session.all(Caseload):
        if caseload.caseload_group is CaseloadGroup.DISPLACED:
            caseloads[caseload.scenario].append(caseload)
    for scenario in sorted(session.all(Scenario), key=lambda s: (s.name, s.id)):
        placed = [c for c in caseloads[scenario.id] if where.point(c.place) is not None]
        for caseload in placed:
            point = where.point(caseload.place)
            if point is not None:
                said = message("watch.map.caseload", people=caseload.people, scenario=scenario.name)
                yield _Draft(
                    Layer.DISPLACEMENT,
                    Caseload.KIND,
                    caseload.id,
                    where.name(caseload.place or ""),
                    said,
                    point,
                    "walk",
                    caseload.people.value,
                )
        area = areas.get(scenario.crisis)
        if not placed and scenario.people_displaced.is_known and area and area.middle:
            said = message(
                "watch.map.caseload", people=scenario.people_displaced, scenario=scenario.name
            )
            yield _Draft(
                Layer.DISPLACEMENT,
                Scenario.KIND,
                scenario.id,
                scenario.name,
                said,
                area.middle,
                "walk",
                scenario.people_displaced.value,
                is_rough=True,
            )


def _reported_displacement(session: Session, where: Whereabouts) -> Iterator[_Draft]:
    """Yield each country's newest stock of people displaced by conflict, as IDMC reports it."""
    newest: dict[str, IndicatorValue] = {}
    for indicator in session.select(MonitoringIndicator, code=IDMC_STOCK):
        for value in session.select(IndicatorValue, indicator=indicator.id):
            known = newest.get(value.iso3)
            is_newer = known is None or str(value.from_date or "") > str(known.from_date or "")
            if value.best is not None and is_newer:
                newest[value.iso3] = value
    for code, value in sorted(newest.items()):
        point = where.country_point(code)
        if point is None or not value.best:
            continue
        said = message(
            "watch.map.displaced",
            n=value.best,
            year=value.from_date.year if value.from_date else None,
            source=value.source,
        )
        name = value.about or code
        yield _Draft(
            Layer.DISPLACEMENT,
            IndicatorValue.KIND,
            value.id,
            name,
            said,
            point,
            "walk",
            value.best,
            is_rough=True,
        )


_EVENT_COLUMNS = ("id", "name", "location", "latitude", "longitude", "from_date", "deaths")


def _events(session: Session) -> Iterator[_Draft]:
    query = TableQuery(kind=Event.KIND, columns=_EVENT_COLUMNS, include_retired=False)
    rows = session.file.query_rows(query, session.file.query_ids(query))
    for id_, name, location, latitude, longitude, on, deaths in rows:
        if latitude is None or longitude is None:
            continue
        said = message("watch.map.event", on=on, deaths=deaths, location=location)
        yield _Draft(
            Layer.EVENTS,
            Event.KIND,
            id_,
            name or location,
            said,
            GeoPoint(latitude, longitude),
            "",
            deaths.value,
        )


_ARMS = (
    *("infantry", "engineers", "medical", "signals"),
    *("aviation", "riverine", "maintenance", "transport"),
)


def deployment_years(session: Session) -> tuple[int, ...]:
    """List the years of which deployments are known, newest first."""
    query = TableQuery(kind=Deployment.KIND, columns=("year",), include_retired=False)
    rows = session.file.query_rows(query, session.file.query_ids(query))
    return tuple(sorted({row[0] for row in rows if row[0] is not None}, reverse=True))


def _deployments(session: Session, year: int | None) -> Iterator[_Draft]:
    for known in session.select(Deployment, year=year, retired=False) if year else ():
        if known.latitude is None or known.longitude is None:
            continue
        yield _Draft(
            Layer.DEPLOYMENTS,
            Deployment.KIND,
            known.id,
            known.location,
            _said_of(known),
            GeoPoint(known.latitude, known.longitude),
            "shield-half",
            known.infantry.value,
        )


def _said_of(known: Deployment) -> Message:
    """Say what a mission has at a place: estimates from maps, and whose."""
    arms = tuple(
        message(f"watch.map.arm.{name}", n=figure)
        for name in _ARMS
        if (figure := getattr(known, name)).value
    )
    return message(
        "watch.map.deployment" if arms else "watch.map.deployment_untold",
        mission=known.mission,
        year=known.year,
        arms=arms,
        source=known.source,
    )
