"""What the inspector shows of a crisis, a mark, a country, and of a measured distance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from crisisplanner.services.watch.routes import PORT_WITHIN_KM, Route
from crisisplanner.services.watch.watch_view import WatchRow, WatchView
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.cells import PILLS
from crisisplanner.ui.watch.crisis_places import ask_places
from crisisplanner.ui.watch.map.phrases import MapPhrases
from crisisplanner.ui.watch.map.picks import Pick, PickKind
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import column

MOST_NAMED = 8
MODE_ICONS = {"air": "plane", "sea": "ship", "road": "truck"}


@dataclass(frozen=True)
class Inspected:
    """Hold what the inspector shows."""

    title: str
    subtitle: str
    body: QWidget


class MapInspector:
    """Fill the inspector."""

    def __init__(
        self,
        context: PageContext,
        phrases: MapPhrases,
        choose: Callable[[str], None],
        measure: Callable[[], None],
    ) -> None:
        self._context, self._phrases = context, phrases
        self._choose, self._measure = choose, measure

    def inspect(
        self, view: WatchView, pick: Pick, route: tuple[str, Route] | None
    ) -> Inspected | None:
        """Show what is chosen; None if it is gone. `route` has the name it was measured from."""
        body = Blocks(self._context.look, self._context.words)
        if route is not None:
            self._add_route(body, route[0], pick.name, route[1])
        if pick.kind is PickKind.CRISIS:
            row = view.row(pick.id)
            if row is None:
                return None
            self._add_crisis(body, view, row)
            name, subtitle = row.standing.crisis.name, self._subtitle(view, row)
        elif pick.kind is PickKind.COUNTRY:
            name, subtitle = pick.name, pick.id
            self._add_country(body, view, pick)
        else:
            if pick.mark is None:
                return None
            layer = self._context.words.say(f"watch.map.layer.{pick.mark.layer.value}")
            name, subtitle = pick.name, layer
            self._add_mark(body, pick)
        if pick.others:
            body.section(self._say("watch.inspect.several"))
            for other in pick.others[:MOST_NAMED]:
                body.paragraph(other, "text_2")
            body.nothing(self._say("watch.map.zoom_to_part"))
        return Inspected(name, subtitle, body)

    def _say(self, code: str, **params: object) -> str:
        return self._context.words.say(code, **params)

    def _subtitle(self, view: WatchView, row: WatchRow) -> str:
        kind = self._say(f"word.CrisisType.{row.standing.crisis.crisis_type.value}")
        names = [view.country_names.get(code, code) for code in row.area.countries]
        if not names:
            return kind
        return self._say("watch.inspect.kind_where", kind=kind, where=tuple(names))

    def _add_crisis(self, body: Blocks, view: WatchView, row: WatchRow) -> None:
        standing, phrases = row.standing, self._phrases
        body.section(
            self._say("watch.inspect.risk"),
            self._say("watch.inspect.assessors", n=standing.n_assessors),
        )
        body.value(
            self._say("watch.inspect.gravest"),
            phrases.state(row),
            is_known=bool(standing.profile.n_rated),
            note=phrases.rated(row),
        )
        body.value(
            self._say("watch.inspect.trend"),
            phrases.trend(row),
            is_known=standing.trend is not None,
        )
        severity = standing.severity
        if severity is not None:
            said = self._say("watch.inspect.severity_of", n=severity.value, as_of=severity.as_of)
            body.value(self._say("watch.inspect.severity"), said, note=phrases.severity(row))
        body.section(self._say("watch.inspect.news"))
        body.paragraph(phrases.news(row), "text" if row.news.is_any else "text_3")
        body.section(self._say("watch.inspect.triggers"))
        for firing in standing.firings:
            detail = self._say("watch.inspect.fired_on", on=firing.fired_on)
            body.item(firing.trigger, detail, icon="bolt", tone="warning")
        if not standing.firings:
            body.nothing(self._say("watch.inspect.no_triggers"))
        body.section(self._say("watch.inspect.where"))
        body.paragraph(self._where(view, row), "text_2")
        if row.area.middle is not None:
            body.paragraph(phrases.position(row.area.middle), "text_3")
        buttons = [("watch.inspect.open_crisis", "overview"), ("watch.inspect.open_risk", "risk")]
        if standing.firings:
            buttons.append(("watch.inspect.open_triggers", "triggers"))
        acts: list[tuple[str, Callable[[], None]]] = [
            (code, partial(self._context.navigate, page, row.id)) for code, page in buttons
        ]
        if not (row.area.middle or row.area.countries or self._context.session.is_read_only):
            set_place = partial(self._set_place, body, row.id)
            acts.insert(0, ("watch.inspect.set_place", set_place))
        self._add_buttons(
            body,
            acts,
            can_measure=row.area.middle is not None,
        )

    def _set_place(self, body: Blocks, crisis: str) -> None:
        ask_places(self._context, body.window(), crisis)

    def _where(self, view: WatchView, row: WatchRow) -> str:
        if row.area.radius_km is not None:
            return self._say("watch.inspect.ring", n=round(row.area.radius_km))
        if row.area.countries:
            names = tuple(view.country_names.get(code, code) for code in row.area.countries)
            return self._say("watch.inspect.countries", names=names)
        return self._say("watch.inspect.nowhere")

    def _add_country(self, body: Blocks, view: WatchView, pick: Pick) -> None:
        country = view.countries.get(pick.id)
        body.section(self._say("watch.inspect.country_crises"))
        if country is None:
            body.nothing(self._say("watch.inspect.no_country_crises"))
            return
        for crisis in country.crises:
            row = view.row(crisis)
            if row is None:
                continue
            status = row.standing.crisis.status
            style = PILLS["CrisisStatus"][status.value]
            detail = self._phrases.state(row) + ", " + self._phrases.trend(row)
            body.item(row.standing.crisis.name, detail, pill=(self._phrases.status(row), style))
            link = Button(self._context.look, self._say("watch.inspect.choose"), kind="link")
            link.setAccessibleName(
                self._say("watch.inspect.choose_named", name=row.standing.crisis.name)
            )
            link.clicked.connect(partial(self._on_link_clicked, crisis))
            body.add(link)
        body.section(self._say("watch.inspect.risk"))
        for line in self._phrases.country_details(country):
            body.paragraph(line, "text_2")

    def _add_mark(self, body: Blocks, pick: Pick) -> None:
        mark = pick.mark
        if mark is None:
            return
        body.section(self._say("watch.inspect.known"))
        body.paragraph(self._context.words.message(mark.said))
        if mark.is_rough:
            body.nothing(self._say("watch.map.rough"))
        body.value(self._say("watch.inspect.position"), self._phrases.position(mark.point))
        acts: list[tuple[str, Callable[[], None]]] = []
        if mark.kind == "offer":
            acts.append(
                ("watch.inspect.open_offer", partial(self._context.navigate, "offers", mark.id))
            )
        self._add_buttons(body, acts, can_measure=True)

    def _add_route(self, body: Blocks, start: str, end: str, route: Route) -> None:
        title = self._say("watch.route.from_to", start=start, end=end)
        km = self._say("watch.route.km", n=round(route.distance_km))
        body.section(self._say("watch.route.title"), km)
        body.paragraph(title)
        for mode in route.modes:
            word = self._say(f"word.TransportMode.{mode.mode.value}")
            body.item(
                self._say("watch.route.by_mode", mode=word, days=self._phrases.days(mode)),
                self._phrases.basis(route, mode),
                icon=MODE_ICONS.get(mode.mode.value, ""),
            )
        if not route.modes:
            body.nothing(self._say("watch.route.no_speeds"))
        if route.is_without_port:
            body.nothing(self._say("watch.route.no_port", km=PORT_WITHIN_KM))
        body.nothing(self._say("watch.route.straight"))

    def _add_buttons(
        self,
        body: Blocks,
        acts: list[tuple[str, Callable[[], None]]],
        *,
        can_measure: bool,
    ) -> None:
        holder = QWidget()
        buttons = column(holder, gap=8)
        buttons.setContentsMargins(0, 12, 0, 0)
        if can_measure:
            acts = [*acts, ("watch.inspect.measure", self._measure)]
        for code, act in acts:
            button = Button(self._context.look, self._say(code))
            button.clicked.connect(partial(_call, act))
            buttons.addWidget(button)
        if acts:
            body.add(holder)

    def _on_link_clicked(self, crisis: str, *_: object) -> None:
        self._choose(crisis)


def _call(act: Callable[[], None], *_: object) -> None:
    act()
