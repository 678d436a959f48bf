"""The strip over the board: not matched yet, matched before changes, wishes not matched yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from crisisplanner.domain.money import Money
from crisisplanner.services.matching.match_view import MatchView, PlanFigures, Standing
from crisisplanner.ui.match.figures import PROVEN_GAP
from crisisplanner.ui.match.phrases import Phrases, aims_in_order
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import IconMark
from crisisplanner.ui.widgets.panels import row
from crisisplanner.ui.widgets.text import Text

MOST_NAMED = 2


class StandingStrip(QFrame):
    """Say how the match stands to the plan, and offer to match."""

    match_asked = Signal()
    stop_asked = Signal()
    discard_asked = Signal()

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self.setProperty("bar", "bottom")
        self._icon = IconMark(look, "info-circle", "warning", 16)
        self.sentence = Text(look, "", "small_medium", "warning", wrap=True)
        self.button = Button(look, phrases.code("match_again"), kind="link", small=True)
        self.button.clicked.connect(self.match_asked)
        self.stop = Button(
            look, phrases.words.say("window.stop_keep_best"), kind="link", small=True
        )
        self.stop.clicked.connect(self.stop_asked)
        self.discard = Button(look, phrases.code("discard"), kind="link", small=True)
        self.discard.setToolTip(phrases.code("discard_hint"))
        self.discard.clicked.connect(self.discard_asked)
        layout = row(self, gap=8)
        layout.setContentsMargins(20, 4, 12, 4)
        layout.addWidget(self._icon)
        layout.addWidget(self.sentence, 1)
        for button in (self.button, self.stop, self.discard):
            layout.addWidget(button)
        self.hide()

    def show_view(self, view: MatchView, *, can_match: bool) -> None:
        """Say what is to be said of a view; nothing where the match is current."""
        text = standing_sentence(view, self._phrases)
        self.setVisible(bool(text))
        self.sentence.setText(text)
        self.setAccessibleName(text)
        is_running = view.standing is Standing.RUNNING
        is_note = is_running or (
            view.standing is Standing.CURRENT
            and not (wishes_of(view) or _remarks(view, self._phrases))
        )
        self.sentence.set_tone("text_2" if is_note else "warning")
        icon = "wand" if is_running else "info-circle"
        self._icon.show_icon(icon, "text_2" if is_note else "warning")
        for button in (self.stop, self.discard):
            button.setVisible(is_running)
            button.setEnabled(True)
        if view.standing is Standing.STALE:
            self.setToolTip(self._phrases.code("stale_hint"))
        else:
            self.setToolTip("")
        code = "match_again" if view.standing is not Standing.UNMATCHED else "match_now"
        self.button.setText(self._phrases.code(code))
        # Above every page the window says that a match is old, with the way out.
        is_said_above = view.standing is Standing.STALE
        self.button.setVisible(can_match and not is_said_above and not is_running)


def standing_sentence(view: MatchView, phrases: Phrases) -> str:
    """Say in one sentence how the match stands."""
    if view.standing is Standing.UNMATCHED:
        return phrases.code("unmatched_strip", n=view.n_offers)
    figures = view.figures
    if view.standing is Standing.RUNNING and figures is not None:
        said = [_running(view, figures, phrases)]
        if view.aims.later:
            said.append(
                phrases.words.say(
                    "match_aims.running", aims=aims_in_order(view.aims.later, phrases.words)
                )
            )
        return " ".join(said)
    if view.standing is Standing.STALE:
        if not view.changed_by:
            return phrases.code("stale_unnamed")
        named = [phrases.words.message(what) for what in view.changed_by[:MOST_NAMED]]
        what = phrases.code("semicolon").join(named)
        rest = len(view.changed_by) - len(named)
        if rest:
            what = phrases.code("stale_more", listed=what, n=rest)
        said = [phrases.code("stale_strip", n=len(view.changed_by), what=what)]
        return " ".join([*said, *_remarks(view, phrases)])
    said = []
    if view.together:
        plans = phrases.words.formats.listed([one.title for one in view.together])
        said.append(phrases.words.say("what_if.together.with", plans=plans))
    if view.aims.later:
        aims, tolerance = aims_in_order(view.aims.later, phrases.words), view.aims.tolerance
        said.append(phrases.words.say("match_aims.strip", aims=aims, tolerance=tolerance))
    wishes = wishes_of(view)
    if wishes:
        said.append(phrases.code("wish_strip", n=wishes))
    return " ".join([*said, *_remarks(view, phrases)])


def _running(view: MatchView, figures: PlanFigures, phrases: Phrases) -> str:
    """Say what a run has found, of one plan or of several together."""
    best = figures.weighted_coverage
    more = max(0.0, figures.bound - best)
    if view.joint is not None:
        joint = view.joint
        return phrases.code(
            "running_together",
            plans=phrases.words.formats.listed([one.title for one in view.together]),
            own=best,
            best=joint.weighted_coverage,
            more=max(0.0, joint.bound - joint.weighted_coverage),
        )
    if more < PROVEN_GAP:
        return phrases.code("running_strip_best", best=best)
    return phrases.code("running_strip", best=best, more=more)


def _remarks(view: MatchView, phrases: Phrases) -> list[str]:
    """Say what the match left out, and a cost far above what others ask for."""
    said = [phrases.say(warning) for warning in view.warnings[:MOST_NAMED]]
    if len(view.warnings) > MOST_NAMED:
        said.append(phrases.code("more_warnings", n=len(view.warnings) - MOST_NAMED))
    asked = None if view.figures is None else view.figures.far_above
    if asked is None or view.figures is None:
        return said
    currency = view.figures.currency
    return [
        *said,
        phrases.code(
            "far_above",
            cost=Money(view.figures.cost, currency),
            times=round(view.figures.cost / asked.amount, 1),
            amount=Money(asked.amount, currency),
            name=asked.name,
        ),
    ]


def wishes_of(view: MatchView) -> int:
    """Count what was asked for and is not matched yet."""
    return sum(one.is_wish for need in view.needs for one in need.allocations)
