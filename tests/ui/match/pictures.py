"""Pictures of the match page with the hand-made view, to be compared with kept ones.

``python -m tests.ui.match.pictures`` draws the kept pictures anew, after somebody looked at what
changed.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from crisisplanner.ui.match.board import MatchBoard
from crisisplanner.ui.match.figures import FiguresRow
from crisisplanner.ui.match.inspector import Inspector
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.shell.side_pane import PaneSplit
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import Appearance
from crisisplanner.ui.widgets.panels import column
from crisisplanner.wording.catalogue import Wording
from tests.ui.match.bunia_view import bunia_view

FOLDER = Path(__file__).parent / "pictures"
HOSPITAL = "Surgical field hospital, EMT 2"
CHROME = QSize(72, 113)
"""What the window takes around the page: rail; header, tabs and strip."""


@dataclass(frozen=True)
class Picture:
    """Describe one picture: the window's size, its scale, the appearance."""

    name: str
    window: QSize
    appearance: Appearance = Appearance.LIGHT
    ratio: int = 1


PICTURES = (
    Picture("light-1440x900", QSize(1440, 900)),
    Picture("dark-1440x900", QSize(1440, 900), Appearance.DARK),
    Picture("light-1280x720", QSize(1280, 720)),
    Picture("dark-1280x720", QSize(1280, 720), Appearance.DARK),
    Picture("light-200-percent", QSize(720, 450), ratio=2),
)


def hand_made_page(look: Look, words: Wording) -> QWidget:
    """Put figures, board and inspector together as the page does."""
    phrases, view = Phrases(words), bunia_view()
    figures, board = FiguresRow(look, phrases), MatchBoard(look, phrases)
    inspector = Inspector(look, phrases)
    split = PaneSplit(look, board, inspector)
    page = QWidget()
    page.setProperty("ground", "surface")
    parts = column(page)
    parts.addWidget(figures)
    parts.addWidget(split, 1)
    figures.show_view(view)
    board.show_view(view, is_writable=True)
    need = view.need(HOSPITAL)
    assert need is not None
    inspector.show_need(view, need, all_blocked=False)
    return page


def draw(picture: Picture, look: Look, page: QWidget) -> QImage:
    """Draw the page as a picture, at its full size."""
    look.set_appearance(picture.appearance)
    page.resize(picture.window - CHROME)
    page.show()
    split = page.findChild(PaneSplit)
    board = page.findChild(MatchBoard)
    assert isinstance(split, PaneSplit)
    assert isinstance(board, MatchBoard)
    if split.is_drawer:
        split.fold()
    else:
        split.unfold()
    for _ in range(3):
        QCoreApplication.processEvents()
    board.open_need(HOSPITAL)
    QCoreApplication.processEvents()
    image = QImage(page.size() * picture.ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(picture.ratio)
    page.render(image)
    page.hide()
    return image


def kept(image: QImage) -> QImage:
    """Make a picture as small as the kept ones: a third of the size, few colours."""
    image.setDevicePixelRatio(1)
    small = image.scaledToWidth(image.width() // 3, Qt.TransformationMode.SmoothTransformation)
    return small.convertToFormat(QImage.Format.Format_Indexed8, Qt.ImageConversionFlag.AvoidDither)


def _draw_all() -> None:
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    look = Look(application, Appearance.LIGHT)
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        page = hand_made_page(look, Wording())
        kept(draw(picture, look, page)).save(str(FOLDER / f"{picture.name}.png"))
        page.deleteLater()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _draw_all()
