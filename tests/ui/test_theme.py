"""The look: tokens, contrast, style sheet, fonts and icons."""

import itertools

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontInfo, QImage, QPainter
from PySide6.QtWidgets import QApplication

from crisisplanner.ui.painting.marks import paint_swatch
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.style_sheet import make_style_sheet
from crisisplanner.ui.theme.theme import Appearance, Theme, contrast
from crisisplanner.ui.theme.tokens import read_tokens

THEMES = [
    Theme(read_tokens(), is_dark=is_dark, is_high_contrast=is_high)
    for is_dark, is_high in itertools.product((False, True), (False, True))
]
GROUNDS = ("surface", "sunken", "app", "hover", "selected")
TEXTS = ("text", "text_2", "text_3", "accent", "covered", "partly", "open", "warning", "locked")
TEXT_CONTRAST = 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: f"{t.scheme}-{t.is_high_contrast}")
def test_every_text_is_readable_on_every_ground(theme: Theme) -> None:
    weak = [
        (text, ground)
        for text, ground in itertools.product(TEXTS, GROUNDS)
        if contrast(theme.colour(text), theme.colour(ground)) < TEXT_CONTRAST
    ]
    assert weak == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: f"{t.scheme}-{t.is_high_contrast}")
def test_every_name_in_the_style_sheet_is_a_token(theme: Theme) -> None:
    sheet = make_style_sheet(theme)
    assert "$" not in sheet
    assert theme.colours["accent"] in sheet


def test_ink_on_partner_colours_is_readable() -> None:
    for theme, number in itertools.product(THEMES[::2], range(1, 13)):
        partner = theme.partner(number)
        assert contrast(partner.ink, partner.fill) >= TEXT_CONTRAST


def test_partners_of_one_colour_are_told_apart_by_the_lines_over_it() -> None:
    repeated = [THEMES[0].partner(number) for number in (1, 13, 25, 37)]
    assert len({one.fill.name() for one in repeated}) == 1
    assert [one.hatch for one in repeated] == ["", "/", "\\", "/\\"]


@pytest.mark.usefixtures("qapp")
def test_each_hatch_is_drawn_differently() -> None:
    drawn = []
    for number in (1, 13, 25, 37):
        picture = QImage(40, 40, QImage.Format.Format_RGB32)
        picture.fill(0)
        painter = QPainter(picture)
        paint_swatch(painter, QRectF(0, 0, 40, 40), THEMES[0].partner(number))
        painter.end()
        drawn.append(bytes(picture.constBits()))
    assert len(set(drawn)) == 4


def test_a_partner_without_colour_has_a_grey() -> None:
    assert THEMES[0].partner(None).fill == THEMES[0].colour("control")


def test_text_is_drawn_in_the_shipped_type(look: Look) -> None:
    for role, token in look.tokens.roles.items():
        info = QFontInfo(look.font(role))
        family = "IBM Plex Sans Condensed" if token.is_condensed else "IBM Plex Sans"
        assert info.family() == family
        assert info.weight() == token.weight


def test_an_icon_takes_the_colour_of_its_token(look: Look) -> None:
    image = look.pixmap("check", "open", 18).toImage()
    drawn = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert drawn == {look.colour("open").name()}


def test_a_change_of_appearance_is_told_and_set_on_the_application(
    look: Look, qapp: QApplication
) -> None:
    heard: list[bool] = []
    look.changed.connect(lambda: heard.append(look.theme.is_dark))
    look.set_appearance(Appearance.DARK)
    assert heard == [True]
    assert qapp.palette().window().color() == QColor(look.theme.colours["app"])
    look.set_appearance(Appearance.LIGHT)
    assert qapp.palette().window().color() == QColor(look.theme.colours["app"])
