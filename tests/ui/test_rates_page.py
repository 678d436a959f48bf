"""Exchange rates: entered on a page of their own, and used by the match."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from crisisplanner.domain.figures import Figure
from crisisplanner.domain.money import Money
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.register import Rate
from crisisplanner.services import editing
from crisisplanner.services.matching.money_rules import Rates
from crisisplanner.services.session import Session
from crisisplanner.ui.shell.main_window import MainWindow
from tests.ui.conftest import WAIT_MS
from tests.ui.test_parts import hand_in, shown, type_into
from tests.ui.test_places import new_form, table_page


def test_a_rate_is_entered_and_tells_what_it_converts(
    window: MainWindow, session: Session, settled: Callable[[], None], qtbot: QtBot
) -> None:
    offer = session.all(Offer)[0]
    editing.change_field(session, Offer.KIND, offer.id, "mobilisation_cost", Figure(1.0, "money"))
    editing.change_field(session, Offer.KIND, offer.id, "currency", "EUR")
    form = new_form(window, "rates")
    type_into(form.field("currency"), "EUR")
    type_into(form.field("per_base"), "0.8")
    type_into(form.field("as_of"), "2003-05-30")
    hand_in(form)
    settled()
    [rate] = session.all(Rate)
    assert Rates(session).in_base(Money(4.0, rate.currency)) == 5.0
    page = table_page(window, "rates")
    page.panel.go_to(rate.id)
    qtbot.waitUntil(lambda: "One USD buys" in shown(page), timeout=WAIT_MS)
    assert "0.8 EUR" in shown(page)
    assert "1 offer" in shown(page)
    settled()


def test_a_rate_of_nothing_is_refused(window: MainWindow, session: Session) -> None:
    form = new_form(window, "rates")
    type_into(form.field("currency"), "EUR")
    type_into(form.field("per_base"), "0")
    hand_in(form)
    assert session.all(Rate) == ()
    form.reject()
