"""The five figures over the page: label and bound, figure and change, bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from crisisplanner.domain.coverage_status import coverage_status
from crisisplanner.domain.days import Day
from crisisplanner.services.matching.match_view import MatchView, PlanFigures
from crisisplanner.ui.match.phrases import MOST_NAMED, Phrases
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import darker
from crisisplanner.ui.widgets.panels import Rule, row

HEIGHT_PX = 80
BAR_PX = 6
BAR_TOP_PX = 63
PROVEN_GAP = 5e-4
NARROW_PX = 900
NARROW_TILE_PX = 130


@dataclass(frozen=True, slots=True)
class Change:
    """A change since the last match: an arrow, its words, whether it is good."""

    text: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar from one share of its width to another."""

    start: float
    end: float
    tone: str = ""
    partner: int | None = None
    is_partner: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """What one figure shows."""

    label: str
    beside: str
    figure: str
    beside_short: str = ""
    label_short: str = ""
    unit: str = ""
    change: Change | None = None
    pieces: tuple[Piece, ...] = ()
    tick: float | None = None
    has_track: bool = True
    sentence: str = ""


class FigureTile(QWidget):
    """Draw one figure."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._tile = Tile("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_tile(self, tile: Tile) -> None:
        """Show other values."""
        self._tile = tile
        self.setAccessibleName(tile.label)
        self.setAccessibleDescription(tile.sentence)
        self.setToolTip(tile.sentence)
        self.update()

    @property
    def tile(self) -> Tile:
        """Give what is shown."""
        return self._tile

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT_PX - 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, HEIGHT_PX - 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        self._paint_head(painter, area)
        self._paint_figure(painter, area)
        self._paint_bar(painter, QRectF(0, BAR_TOP_PX, area.width(), BAR_PX))

    def _paint_head(self, painter: QPainter, area: QRectF) -> None:
        look, tile = self._look, self._tile
        font = look.font("micro")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        place = QRectF(0, 10, area.width(), 16)
        align = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(look.colour("text_2"))
        label = tile.label
        if metrics.horizontalAdvance(label) > area.width():
            label = tile.label_short or label
        label = metrics.elidedText(label, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(place, align | Qt.AlignmentFlag.AlignLeft, label)
        room = area.width() - metrics.horizontalAdvance(label) - 12
        for beside in (tile.beside, tile.beside_short):
            if beside and metrics.horizontalAdvance(beside) <= room:
                painter.drawText(place, align | Qt.AlignmentFlag.AlignRight, beside)
                return

    def _paint_figure(self, painter: QPainter, area: QRectF) -> None:
        look, tile = self._look, self._tile
        is_narrow = area.width() < NARROW_TILE_PX
        font = look.font("h1" if is_narrow else "figure")
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        align = Qt.AlignmentFlag.AlignLeft
        place = QRectF(0, 27, area.width(), 30)
        painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, tile.figure)
        x = QFontMetricsF(font).horizontalAdvance(tile.figure) + (4 if is_narrow else 6)
        base = QRectF(x, 32, max(0.0, area.width() - x), 22)
        if tile.unit:
            font = look.font("small" if is_narrow else "body")
            painter.setFont(font)
            painter.setPen(look.colour("text_2"))
            painter.drawText(base, align | Qt.AlignmentFlag.AlignVCenter, tile.unit)
            x += QFontMetricsF(font).horizontalAdvance(tile.unit) + 10
        if tile.change is None:
            return
        font = look.font("micro_bold")
        width = QFontMetricsF(font).horizontalAdvance(tile.change.text) + 16
        if x + width > area.width() + 4:
            return
        colour = look.colour(tile.change.tone)
        if tile.change.icon:
            look.icons.paint(painter, QRectF(round(x), 37, 14, 14), tile.change.icon, colour)
            x += 16
        painter.setFont(font)
        painter.setPen(colour)
        place = QRectF(x, 33, 200, 22)
        painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, tile.change.text)

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        look, tile = self._look, self._tile
        painter.setPen(Qt.PenStyle.NoPen)
        if tile.has_track:
            painter.setBrush(look.colour("line"))
            painter.drawRoundedRect(bar, BAR_PX / 2, BAR_PX / 2)
        for piece in tile.pieces:
            self._paint_piece(painter, bar, piece)
        if tile.tick is not None:
            x = round(bar.left() + bar.width() * min(1.0, tile.tick))
            painter.fillRect(QRectF(x - 1, bar.top() - 4, 2, BAR_PX + 8), look.colour("text"))

    def _paint_piece(self, painter: QPainter, bar: QRectF, piece: Piece) -> None:
        left = bar.left() + bar.width() * piece.start
        place = QRectF(left, bar.top(), max(2.0, bar.width() * (piece.end - piece.start)), BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        if not piece.is_partner and place.width() < BAR_PX:
            painter.fillRect(place, self._look.colour(piece.tone))
            return
        if not piece.is_partner:
            radius = min(BAR_PX / 2, place.width() / 2)
            painter.setBrush(self._look.colour(piece.tone))
            painter.drawRoundedRect(place, radius, radius)
            return
        colour = self._look.theme.partner(piece.partner)
        place.setWidth(max(1.5, place.width() - 1))
        painter.fillRect(place, colour.fill)
        if colour.hatch:
            ink = darker(colour.fill, 0.4)
            paint_hatch(painter, place, ink, step_px=3, directions=colour.hatch)


class FiguresRow(QFrame):
    """Show the five figures beside each other."""

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self.setProperty("bar", "bottom")
        self.setFixedHeight(HEIGHT_PX)
        self.setAccessibleName(phrases.code("figures"))
        self.tiles = tuple(FigureTile(look) for _ in range(5))
        layout = row(self, gap=20)
        self._layout = layout
        for number, tile in enumerate(self.tiles):
            if number:
                rule = Rule(is_vertical=True)
                rule.setFixedHeight(48)
                layout.addWidget(rule, 0, Qt.AlignmentFlag.AlignVCenter)
            layout.addWidget(tile, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_PX
        margin = 12 if is_narrow else 20
        self._layout.setSpacing(8 if is_narrow else 20)
        self._layout.setContentsMargins(margin, 0, margin, 1)

    def show_view(self, view: MatchView) -> None:
        """Show the figures of a plan, or that there are none yet."""
        figures = view.figures
        if figures is None:
            made = no_tiles(self._phrases)
        else:
            made = (
                _coverage_tile(view, figures, self._phrases),
                _essential_tile(view, figures, self._phrases),
                _arrival_tile(view, figures, self._phrases),
                _cost_tile(view, figures, self._phrases),
                _partners_tile(view, figures, self._phrases),
            )
        for tile, shown in zip(self.tiles, made, strict=True):
            tile.show_tile(shown)


def no_tiles(phrases: Phrases) -> tuple[Tile, ...]:
    """Give five figures without values."""
    labels = ("coverage", "essential", "arrival", "cost", "partners")
    none = phrases.code("no_figure")
    sentence = phrases.code("not_matched_yet")
    return tuple(
        Tile(phrases.code(f"figure.{name}"), "", none, sentence=sentence) for name in labels
    )


def _change(text: str, amount: float, *, is_good: bool | None, is_cost: bool = False) -> Change:
    icon = "arrow-up-right" if amount > 0 else "arrow-down-right"
    if is_good is None:
        return Change(text, "", "text_2")
    bad = "warning" if is_cost else "open"
    return Change(text, icon, "covered" if is_good else bad)


def _coverage_tile(view: MatchView, figures: PlanFigures, phrases: Phrases) -> Tile:
    share = figures.weighted_coverage
    points = view.changes.weighted_coverage
    change = None
    if points is not None and abs(points) >= 0.0005:
        text = phrases.code("change.points", number=round(abs(points) * 100, 1), sign=_sign(points))
        change = _change(text, points, is_good=points > 0)
    tried = "" if figures.is_bound_for_all_days else "_tried"
    spoken = "figure.coverage.together" if view.together else "figure.coverage.spoken" + tried
    bound = "best_proven" if figures.is_proven and figures.gap < PROVEN_GAP else "best_possible"
    bound += tried
    if view.together:
        # More may be possible where another of the plans gets less.
        bound = "best_together"
    beside = phrases.code(bound, share=figures.bound)
    return Tile(
        phrases.code("figure.coverage"),
        beside,
        phrases.words.formats.number(round(share * 100)),
        beside_short=phrases.code("best_short", share=figures.bound),
        label_short=phrases.code("figure.coverage.short"),
        unit=phrases.code("percent_sign"),
        change=change,
        pieces=(Piece(0, share, "covered_fill"),) if share > 0 else (),
        tick=figures.bound,
        sentence=phrases.code(spoken, share=share, bound=figures.bound),
    )


def _essential_tile(view: MatchView, figures: PlanFigures, phrases: Phrases) -> Tile:
    shares = sorted(figures.essential, reverse=True)
    n = len(shares)
    changed = view.changes.essential_met
    change = None
    if changed:
        text = phrases.code("change.number", number=abs(changed), sign=_sign(changed))
        change = _change(text, changed, is_good=changed > 0)
    pieces: list[Piece] = []
    for number, share in enumerate(shares):
        start, end = number / n, (number + 1) / n - 0.012
        pieces.append(Piece(start, end, "line"))
        if share > 0:
            pieces.append(
                Piece(start, start + (end - start) * share, f"{coverage_status(share)}_fill")
            )
    met = figures.n_essential_met
    return Tile(
        phrases.code("figure.essential"),
        "",
        phrases.words.formats.number(met),
        label_short=phrases.code("figure.essential.short"),
        unit=phrases.code("of", n=n),
        change=change,
        pieces=tuple(pieces),
        has_track=not pieces,
        sentence=phrases.code("figure.essential.spoken", met=met, n=n),
    )


def _arrival_tile(view: MatchView, figures: PlanFigures, phrases: Phrases) -> Tile:
    first = figures.first_arrival
    if first is None and figures.is_there_from_start:
        return Tile(
            phrases.code("figure.arrival"),
            phrases.code("from_start"),
            phrases.words.formats.day(0),
            sentence=phrases.code("from_start.spoken"),
        )
    if first is None:
        return Tile(phrases.code("figure.arrival"), "", phrases.code("no_figure"))
    changed = view.changes.first_arrival
    change = None
    if changed:
        code = "change.earlier" if changed < 0 else "change.later"
        change = _change(phrases.code(code, n=abs(changed)), changed, is_good=changed < 0)
    span = max(1, view.last_day - view.first_day)
    pieces = tuple(
        Piece(place, place + 0.012, "covered_fill")
        for place in sorted({(day - view.first_day) / span for day in figures.arrivals})
        if 0 <= place <= 0.99
    )
    return Tile(
        phrases.code("figure.arrival"),
        figures.first_arrival_by,
        phrases.words.formats.day(first),
        beside_short=figures.first_arrival_by.partition(",")[0],
        change=change,
        pieces=pieces,
        sentence=phrases.code("figure.arrival.spoken", day=Day(first), by=figures.first_arrival_by),
    )


def _cost_sentence(figures: PlanFigures, cost: str, beside: str, phrases: Phrases) -> str:
    said = [phrases.code("figure.cost.spoken", cost=cost, beside=beside)]
    offers = figures.open_costs.offers
    if offers:
        listed = _first_of(offers, phrases)
        said.append(phrases.code("figure.cost.open", n=len(offers), offers=listed))
    if figures.is_cost_assumed:
        said.append(phrases.code("figure.cost.assumed"))
    return " ".join(said)


def _first_of(names: Sequence[str], phrases: Phrases) -> str:
    """List some names, and count the others."""
    if len(names) <= MOST_NAMED + 1:
        return phrases.words.formats.listed(list(names))
    listed = phrases.code("comma").join(names[:MOST_NAMED])
    return phrases.code("stale_more", listed=listed, n=len(names) - MOST_NAMED)


def _cost_beside(figures: PlanFigures, phrases: Phrases) -> str:
    if figures.budget:
        amount = " ".join(short_money(figures.budget, figures.currency, phrases))
        return phrases.code("budget", amount=amount)
    if figures.open_costs.offers:
        return phrases.code("cost_open")
    return phrases.code("cost_assumed" if figures.is_cost_assumed else "no_budget")


def _cost_tile(view: MatchView, figures: PlanFigures, phrases: Phrases) -> Tile:
    number, unit = short_money(figures.cost, figures.currency, phrases)
    if figures.open_costs.offers and figures.cost > 0:
        number = phrases.code("figure.cost.least", number=number)
    elif figures.open_costs.offers:
        number, unit = phrases.code("no_figure"), ""
    beside = _cost_beside(figures, phrases)
    pieces: tuple[Piece, ...] = ()
    if figures.budget:
        pieces = (Piece(0, min(1.0, figures.cost / figures.budget), "control"),)
    changed = view.changes.cost
    change = None
    if changed is not None and abs(changed) >= 1:
        amount = " ".join(short_money(abs(changed), "", phrases)).strip()
        text = phrases.code("change.text", sign=_sign(changed), text=amount)
        # Of a sum that leaves something out nobody can tell whether less is better.
        is_good = None if figures.is_cost_at_least else changed < 0
        change = _change(text, changed, is_good=is_good, is_cost=True)
    return Tile(
        phrases.code("figure.cost"),
        beside,
        number,
        unit=unit,
        change=change,
        pieces=pieces,
        sentence=_cost_sentence(figures, " ".join((number, unit)), beside, phrases),
    )


def _partners_tile(view: MatchView, figures: PlanFigures, phrases: Phrases) -> Tile:
    n = len(figures.shares)
    changed = view.changes.partners
    change = None
    if changed:
        text = phrases.code("change.number", number=abs(changed), sign=_sign(changed))
        change = _change(text, changed, is_good=None)
    beside = ""
    if figures.shares:
        largest = figures.shares[0]
        code = "carries" if figures.shares_are_of_cost else "brings"
        beside = phrases.code(code, partner=largest.partner.name, share=largest.share)
    pieces = []
    start = 0.0
    for one in figures.shares:
        pieces.append(Piece(start, start + one.share, partner=one.partner.colour, is_partner=True))
        start += one.share
    return Tile(
        phrases.code("figure.partners"),
        beside,
        phrases.words.formats.number(n),
        unit=phrases.code("of", n=figures.n_offering),
        change=change,
        pieces=tuple(pieces),
        sentence=phrases.code("figure.partners.spoken", n=n, of=figures.n_offering, beside=beside),
    )


def short_money(amount: float, currency: str, phrases: Phrases) -> tuple[str, str]:
    """Split a short amount into its number, and its size with the currency."""
    whole = phrases.words.formats.money(amount, currency)
    number, _, rest = whole.partition("\u00a0")
    return number, rest.replace("\u00a0", " ").strip()


def _sign(amount: float) -> str:
    return "+" if amount > 0 else "−"


def spoken(tiles: Sequence[FigureTile]) -> str:
    """Say all figures in a row."""
    return " ".join(tile.tile.sentence for tile in tiles)
