"""The match page looks as it did when somebody last looked at it, and cuts no text."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import Appearance
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording
from tests.ui.match.pictures import FOLDER, PICTURES, Picture, draw, hand_made_page, kept

MEAN_DIFFERENCE = 2.0
FAR = 60
FAR_SHARE = 0.01


def differences(one: QImage, other: QImage) -> tuple[float, float]:
    """Give the mean difference of a channel, and the share of pixels that are far apart."""
    one = one.convertToFormat(QImage.Format.Format_Grayscale8)
    other = other.convertToFormat(QImage.Format.Format_Grayscale8)
    total = far = 0
    for y in range(one.height()):
        width = one.width()
        for a, b in zip(_greys(one, y)[:width], _greys(other, y)[:width], strict=True):
            total += abs(a - b)
            far += abs(a - b) > FAR
    n_pixels = one.width() * one.height()
    return total / n_pixels, far / n_pixels


def _greys(image: QImage, y: int) -> memoryview:
    line = image.constScanLine(y)
    assert isinstance(line, memoryview)
    return line


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_the_page_looks_as_it_was_approved(
    picture: Picture, look: Look, words: Wording, qtbot: QtBot
) -> None:
    page = hand_made_page(look, words)
    qtbot.addWidget(page)
    drawn = kept(draw(picture, look, page))
    approved = QImage(str(FOLDER / f"{picture.name}.png"))
    assert drawn.size() == approved.size()
    mean, far = differences(drawn, approved)
    assert mean < MEAN_DIFFERENCE
    assert far < FAR_SHARE


def cut_texts(page: QWidget) -> list[str]:
    """List labels and buttons that are narrower than what they say."""
    cut = []
    for label in page.findChildren(Text):
        is_wrapped = label.wordWrap()
        if label.isVisible() and not is_wrapped and label.width() < label.natural_px() - 2:
            cut.append(label.text())
        if label.isVisible() and is_wrapped:
            needed = label.heightForWidth(label.width())
            cut += [label.text()] if label.height() < needed else []
    for button in page.findChildren(QPushButton):
        if button.isVisible() and button.width() < button.sizeHint().width() - 2:
            cut.append(button.text() or button.accessibleName())
    return cut


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_no_text_is_cut(picture: Picture, look: Look, words: Wording, qtbot: QtBot) -> None:
    page = hand_made_page(look, words)
    qtbot.addWidget(page)
    draw(picture, look, page)
    page.show()
    assert cut_texts(page) == []
    look.set_appearance(Appearance.LIGHT)
