"""List and chart with a hand-made view, used by keys and pointer."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crisisplanner.domain.days import Day
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.messages import Message, message
from crisisplanner.services.matching.match_view import NeedView
from crisisplanner.ui.match.arrival_tip import ArrivalTip
from crisisplanner.ui.match.board import MatchBoard
from crisisplanner.ui.match.chart_pointer import ChartPointer
from crisisplanner.ui.match.need_model import NeedModel
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.panels import EmptyPage
from crisisplanner.wording.catalogue import Wording

HOSPITAL = "Surgical field hospital, EMT 2"


def need_of(board: MatchBoard) -> NeedView:
    assert board.need is not None
    return board.need


def press(board: MatchBoard, key: Qt.Key) -> None:
    QTest.keyClick(board.list, key)


def bar_place(board: MatchBoard, need_id: str, number: int = 0) -> QPoint:
    """Give the middle of a bar of a need, in the chart's viewport."""
    row = board.shown_rows.number_of(need_id)
    assert row is not None
    return board.chart.bars(row)[number].rect.center().toPoint()


def pointer_of(
    board: MatchBoard, look: Look, words: Wording, refused: Message | None = None
) -> ChartPointer:
    phrases = Phrases(words)
    tip = ArrivalTip(look, phrases, board)
    pointer = ChartPointer(board.chart, tip, phrases, lambda _offer, _need, _start: refused)
    pointer.need_chosen.connect(board.open_need)
    pointer.allocation_chosen.connect(board.chart.select_allocation)
    return pointer


def drag(viewport: QWidget, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    half = QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2)
    for place in (half, end):
        QTest.mouseMove(viewport, place)


def test_arrows_move_from_need_to_need_and_open_each(board: MatchBoard) -> None:
    board.open_need(HOSPITAL)
    press(board, Qt.Key.Key_Down)
    assert need_of(board).title == "Water purification module"
    press(board, Qt.Key.Key_Up)
    assert need_of(board).title == HOSPITAL
    assert board.buttons.isVisible()


def test_enter_on_a_group_folds_it(board: MatchBoard) -> None:
    n_rows = len(board.shown_rows.rows)
    press(board, Qt.Key.Key_Home)
    press(board, Qt.Key.Key_Return)
    assert len(board.shown_rows.rows) == n_rows - 4


def test_list_and_chart_scroll_as_one(board: MatchBoard) -> None:
    board.resize(1030, 420)
    board.list.verticalScrollBar().setValue(120)
    assert board.chart.verticalScrollBar().value() == 120
    board.chart.verticalScrollBar().setValue(60)
    assert board.list.verticalScrollBar().value() == 60
    row = board.shown_rows.number_of("Utility helicopter unit")
    assert row is not None
    in_list = board.list.visualRect(board.model.index(row)).top()
    assert in_list == board.chart.row_top(row)


def test_gaps_only_and_text_filter_leave_matching_rows(board: MatchBoard) -> None:
    QTest.mouseClick(board.head.gaps, Qt.MouseButton.LeftButton)
    assert board.shown_rows.number_of("Rear base Entebbe") is None
    QTest.mouseClick(board.head.filter, Qt.MouseButton.LeftButton)
    QTest.keyClicks(board.head.field, "police")
    titles = [board.model.index(n).data() for n in range(board.model.rowCount())]
    assert titles == ["Protect the town, airport and camps", "Formed police unit"]
    QTest.keyClick(board.head.field, Qt.Key.Key_Escape)
    QTest.mouseClick(board.head.all, Qt.MouseButton.LeftButton)
    assert board.shown_rows.number_of("Rear base Entebbe") is not None


def test_a_filter_that_nothing_fits_names_itself_and_can_be_cleared(board: MatchBoard) -> None:
    board.head.open_filter()
    QTest.keyClicks(board.head.field, "submarine")
    pages = board.chart.viewport().findChildren(EmptyPage)
    (shown,) = (page for page in pages if page.isVisible())
    assert "“submarine”" in shown.sentence.text()
    clear = shown.findChild(QPushButton)
    assert isinstance(clear, QPushButton)
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert len(board.shown_rows.rows) > 10
    assert board.head.field.text() == ""


def test_a_screen_reader_hears_coverage_amount_and_who(board: MatchBoard) -> None:
    row = board.shown_rows.number_of(HOSPITAL)
    assert row is not None
    model = board.list.model()
    assert isinstance(model, NeedModel)
    spoken = model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Surgical field hospital, EMT 2: Partly, 62\u00a0%. 3 hospitals, needed D+10 to D+94."
        " Covered by France 1 and Italy 1."
    )
    face = QAccessible.queryAccessibleInterface(board.list)
    assert face.text(QAccessible.Text.Name) == "Requirements with their coverage"


def test_every_button_of_the_board_has_a_name(board: MatchBoard) -> None:
    from PySide6.QtWidgets import QAbstractButton

    nameless = [b for b in board.findChildren(QAbstractButton) if not b.accessibleName()]
    assert nameless == []


def test_right_and_left_choose_the_bars_of_the_open_row(board: MatchBoard) -> None:
    board.open_need(HOSPITAL)
    board.key_asked.connect(lambda asked: board.step_allocation(1 if asked == "bar_after" else -1))
    press(board, Qt.Key.Key_Right)
    assert board.allocation is not None
    assert board.allocation.partner.name == "France"
    press(board, Qt.Key.Key_Right)
    assert board.allocation.partner.name == "Italy"


def test_plus_and_minus_zoom_and_the_time_bar_pans(board: MatchBoard) -> None:
    board.key_asked.connect(board.zoom)
    press(board, Qt.Key.Key_Plus)
    press(board, Qt.Key.Key_Plus)
    assert board.chart.scale.zoom > 1.5
    assert board.chart.time_bar.isVisible()
    board.chart.time_bar.setValue(40)
    assert board.chart.scale.offset_px == 40
    press(board, Qt.Key.Key_0)
    assert board.chart.scale.zoom == 1.0
    assert not board.chart.time_bar.isVisible()


def test_the_legend_zooms_as_well(board: MatchBoard) -> None:
    from crisisplanner.ui.widgets.buttons import Button

    buttons = {b.accessibleName(): b for b in board.legend.findChildren(Button)}
    QTest.mouseClick(buttons["Zoom in (+)"], Qt.MouseButton.LeftButton)
    assert board.chart.scale.zoom > 1.0
    QTest.mouseClick(buttons["Show the whole time (0)"], Qt.MouseButton.LeftButton)
    assert board.chart.scale.zoom == 1.0


def test_a_click_on_a_bar_opens_its_row_and_chooses_it(
    board: MatchBoard, look: Look, words: Wording
) -> None:
    pointer_of(board, look, words)
    place = bar_place(board, "Utility helicopter unit")
    QTest.mouseClick(board.chart.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert need_of(board).title == "Utility helicopter unit"
    assert board.allocation is not None
    assert board.allocation.partner.name == "South Africa"


def test_a_double_click_on_a_bar_asks_to_lock_it(
    board: MatchBoard, look: Look, words: Wording, qtbot: QtBot
) -> None:
    pointer = pointer_of(board, look, words)
    place = bar_place(board, "Utility helicopter unit")
    with qtbot.waitSignal(pointer.lock_asked) as asked:
        QTest.mouseDClick(board.chart.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == ["South Africa-troops-24-1"]


def test_a_bar_dragged_to_another_need_asks_for_it_there(
    board: MatchBoard, look: Look, words: Wording, qtbot: QtBot
) -> None:
    pointer = pointer_of(board, look, words)
    board.open_need("Interim emergency force")
    start = bar_place(board, "Utility helicopter unit")
    row = board.shown_rows.number_of("Formed police unit")
    assert row is not None
    viewport = board.chart.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    row = board.shown_rows.number_of("Formed police unit")
    assert row is not None
    end = QPoint(start.x(), round(board.chart.lane(row).center().y()))
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    assert board.chart.ghost is not None
    assert not board.chart.ghost.is_refused
    assert board.chart.ghost.text == "Ask South Africa for Formed police unit from D+30"
    with qtbot.waitSignal(pointer.wish_asked) as asked:
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert asked.args is not None
    wish = asked.args[0]
    assert isinstance(wish, PlannedAllocation)
    assert (wish.requirement, wish.from_day, wish.to_day) == ("Formed police unit", 30, 94)
    assert board.chart.ghost is None


def test_a_bar_dragged_where_it_cannot_be_is_refused_at_the_pointer(
    board: MatchBoard, look: Look, words: Wording, qtbot: QtBot
) -> None:
    refused = message("match_page.refused.before", usable=Day(24))
    pointer = pointer_of(board, look, words, refused)
    board.open_need("Utility helicopter unit")
    start = bar_place(board, "Utility helicopter unit")
    drag(board.chart.viewport(), start, start - QPoint(80, 0))
    assert board.chart.ghost is not None
    assert board.chart.ghost.is_refused
    said = "South Africa can't: usable D+24 at the earliest"
    assert board.chart.ghost.text == said
    tip = board.findChild(ArrivalTip)
    assert isinstance(tip, ArrivalTip)
    assert tip.isVisible()
    assert tip.content.fact == said
    with qtbot.assertNotEmitted(pointer.wish_asked):
        place = start - QPoint(80, 0)
        QTest.mouseRelease(board.chart.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_hovering_a_bar_tells_its_arrival_part_by_part(
    board: MatchBoard, look: Look, words: Wording, qtbot: QtBot
) -> None:
    pointer_of(board, look, words)
    board.open_need(HOSPITAL)
    place = bar_place(board, HOSPITAL, 1)
    QTest.mouseMove(board.chart.viewport(), place)
    tip = board.findChild(ArrivalTip)
    assert isinstance(tip, ArrivalTip)
    qtbot.waitUntil(tip.isVisible)
    assert tip.content.fact == "Italy, 1 × field hospital: usable D+19, needed D+10"
    assert tip.content.sentence == "14 of the 19 days are the EU Council decision."
    QTest.mouseMove(board.chart.viewport(), QPoint(2, 2))
    assert not tip.isVisible()


def test_dragging_empty_chart_pans_the_time(board: MatchBoard, look: Look, words: Wording) -> None:
    pointer_of(board, look, words)
    board.zoom("zoom_in")
    board.zoom("zoom_in")
    viewport = board.chart.viewport()
    before = board.chart.scale.offset_px
    row = board.shown_rows.number_of("Rear base Entebbe")
    assert row is not None
    place = QPointF(viewport.width() - 8, board.chart.lane(row).center().y()).toPoint()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(viewport, place - QPoint(30, 0))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place - QPoint(30, 0))
    assert board.chart.scale.offset_px > before


def test_the_axis_names_a_line_under_the_pointer(board: MatchBoard) -> None:
    x = board.chart.scale.x(13)
    assert "D+13: EU launch decision" in board.axis.hint_at(x)
