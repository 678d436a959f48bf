"""What the risk page does beside rating: evidence, challenges, agreement, files, indicators."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.risk import Evidence, IndicatorRating, RiskAssessment, RiskIndicator
from crisisplanner.domain.situation import RiskFactor
from crisisplanner.services import assessing
from crisisplanner.services.assessment_files import receive_assessment, share_assessment
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.watch.risk.saying import SayDialog
from crisisplanner.ui.widgets.file_dialog import ask_where, ask_which_file

if TYPE_CHECKING:
    from crisisplanner.ui.watch.risk.risk_page import RiskPage

ASKED_OF_EVIDENCE = ("title", "text", "observed_on", "reliability", "credibility", "source")


class RiskDeeds(QObject):
    """Ask in dialogs, then let services do it; refusals are shown in place."""

    def __init__(self, context: PageContext, page: RiskPage) -> None:
        super().__init__(page)
        self._context, self._page = context, page

    @Slot(int, int)
    def judge_cell(self, likelihood: int, impact: int) -> None:
        """Set one's own likelihood and impact; the rest is kept."""
        kept = self._own_judgement()
        self._judge(replace(kept, likelihood_step=likelihood, impact_step=impact))

    @Slot(int)
    def judge_horizon(self, months: int) -> None:
        """Set within how many months one's own judgement holds; 0 leaves it open."""
        self._judge(replace(self._own_judgement(), horizon_months=months or None))

    def _own_judgement(self) -> assessing.Judgement:
        own = self._own()
        if own is None:
            return assessing.Judgement()
        return assessing.Judgement(
            own.likelihood_step, own.impact_step, own.horizon_months, own.confidence
        )

    def _own(self) -> RiskAssessment | None:
        """Give one's own assessment as it is stored; the page may not have read it yet."""
        return assessing.own_assessment(self._context.session, self._page.crisis)

    def _judge(self, judgement: assessing.Judgement) -> None:
        try:
            assessing.judge(self._context.session, self._page.crisis, judgement)
        except CrisisPlannerError as error:
            self._context.fail(error)

    @Slot()
    def ask_evidence(self) -> None:
        """Ask for a piece of evidence and tie it to one's own rating of the current indicator."""
        own = self._own()
        if own is None:
            return
        rated = assessing.ratings_of(self._context.session, own.id)
        rating = rated.get(self._page.board.factors.current)
        if rating is None:
            return
        given = {"crisis": self._page.crisis}
        dialog = NewThing(self._context, Evidence, ASKED_OF_EVIDENCE, self._page, given)
        dialog.made.connect(partial(self._tie, rating.id))
        dialog.open()

    def _tie(self, rating_id: str, evidence_id: str) -> None:
        assessing.tie_evidence(self._context.session, rating_id, evidence_id)

    @Slot(str)
    def ask_challenge(self, rating_id: str) -> None:
        """Ask what a red team holds against a rating."""
        session, words = self._context.session, self._context.words
        rating = session.get(IndicatorRating, rating_id)
        indicator = session.get(RiskIndicator, rating.indicator)
        assessor = session.get(RiskAssessment, rating.assessment).assessor
        dialog = SayDialog(
            self._context,
            self._page,
            title=words.say("risk.challenge_of", name=assessor),
            about=indicator.text,
            label=words.say("label.challenge"),
            button=words.say("risk.challenge_it"),
            text=rating.challenge,
            may_be_empty=True,
        )
        dialog.said.connect(partial(self._challenge, rating_id))
        dialog.open()

    def _challenge(self, rating_id: str, text: str) -> None:
        try:
            assessing.challenge(self._context.session, rating_id, text)
        except CrisisPlannerError as error:
            self._context.fail(error)

    def ask_indicator(self) -> None:
        """Ask for an indicator of one's own in the current factor."""
        words, factor_id = self._context.words, self._page.current_factor()
        if not factor_id:
            factor_id = min(self._context.session.all(RiskFactor), key=lambda f: f.number).id
        factor = self._context.session.get(RiskFactor, factor_id)
        dialog = SayDialog(
            self._context,
            self._page,
            title=words.say("risk.new_indicator"),
            about=words.say("risk.factor_title", number=factor.number, title=factor.title),
            label=words.say("label.text"),
            button=words.say("inspect.add"),
            is_line=True,
        )
        dialog.said.connect(partial(self._add_indicator, factor_id))
        dialog.open()

    def _add_indicator(self, factor_id: str, text: str) -> None:
        try:
            added = assessing.add_indicator(self._context.session, factor_id, text)
        except CrisisPlannerError as error:
            self._context.fail(error)
            return
        self._page.look_at(added.id)

    def ask_agreement(self) -> None:
        """Ask for a note, then record what the assessors agree on."""
        words, view = self._context.words, self._page.view
        if view is None:
            return
        dialog = SayDialog(
            self._context,
            self._page,
            title=words.say("action.risk.agree"),
            about=words.say("risk.agree_about", names=tuple(a.assessor for a in view.assessors)),
            label=words.say("risk.dissent_of_mine"),
            button=words.say("risk.agree_now"),
            may_be_empty=True,
        )
        dialog.said.connect(self._agree)
        dialog.open()

    @Slot(str)
    def _agree(self, dissent: str) -> None:
        session = self._context.session
        own = self._page.own()
        words_of_mine = {session.author: dissent} if dissent and own is not None else {}
        try:
            assessing.agree(session, self._page.crisis, dissent=words_of_mine)
        except CrisisPlannerError as error:
            self._context.fail(error)
            return
        self._context.say(self._context.words.say("risk.agreed_said"))

    def ask_reader(self) -> None:
        """Ask who will read the file, then where it goes."""
        words = self._context.words
        dialog = SayDialog(
            self._context,
            self._page,
            title=words.say("action.risk.share"),
            about=words.say("risk.share_about"),
            label=words.say("risk.reader"),
            button=words.say("risk.choose_file"),
            is_line=True,
        )
        dialog.said.connect(self._ask_where)
        dialog.open()

    @Slot(str)
    def _ask_where(self, reader: str) -> None:
        words = self._context.words
        title, files = words.say("action.risk.share"), [words.say("risk.files")]
        ask_where(self._page, title, files, partial(self.share, reader), suffix="json")

    def share(self, reader: str, path: Path) -> None:
        """Write the shown, or else one's own, assessment and say what was withheld."""
        words, own = self._context.words, self._page.own()
        assessment_id = self._page.shown or (own.id if own is not None else "")
        if not assessment_id:
            self._context.say(words.say("risk.nothing_to_share"))
            return
        try:
            done = share_assessment(self._context.session, assessment_id, reader, path)
        except (CrisisPlannerError, OSError) as error:
            self._context.fail(error)
            return
        self._context.say(
            words.say("risk.shared", n=done.n_ratings, withheld=done.n_withheld, file=path.name)
        )

    def ask_file(self) -> None:
        """Ask for the file of another assessor."""
        words = self._context.words
        title, files = words.say("action.risk.receive"), [words.say("risk.files")]
        ask_which_file(self._page, title, files, self.receive)

    def receive(self, path: Path) -> None:
        """Take the assessment of a file in."""
        try:
            taken = receive_assessment(self._context.session, path, self._page.crisis)
        except (CrisisPlannerError, OSError) as error:
            self._context.fail(error)
            return
        self._context.say(self._context.words.say("risk.received", name=taken.assessor))
