"""Letters, words and lines: fonts that have them, widths that hold them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisisplanner.reporting.fonts import Face, FontBook
from crisisplanner.reporting.look import load_look
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.text import Span, Style, TextBox, clean
from crisisplanner.reporting.writing_direction import joined, visual_order
from crisisplanner.wording.catalogue import Wording

ANY_TEXT = st.text(max_size=120) | st.text("ab /-–\n\u00a0AÄжλشمَ한✓😀\u202e\u0000", max_size=60)


@pytest.fixture(scope="module")
def setting() -> Setting:
    return Setting(load_look(), FontBook(), Wording())


def lines_of(box: TextBox) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in box.lines]


def body(setting: Setting) -> Style:
    return setting.styles.body


@settings(deadline=None)
@given(text=ANY_TEXT, width=st.floats(18, 400))
def test_no_line_is_wider_than_its_box(text: str, width: float) -> None:
    box = _setting().box(text, _setting().styles.body, width)
    assert all(line.width <= width + 0.02 for line in box.lines)


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_each_letter_is_in_the_font_that_prints_it(text: str) -> None:
    setting = _setting()
    fonts = FontBook()
    for line in setting.box(text, setting.styles.body, 200).lines:
        for piece in line.pieces:
            widths = fonts.letter_widths(piece.font)
            assert all(ord(letter) in widths or letter == "\u00a0" for letter in piece.text)


@settings(deadline=None)
@given(text=st.text("abc de-f/ \n", max_size=200), width=st.floats(10, 300))
def test_no_letter_is_lost_between_lines(text: str, width: float) -> None:
    box = _setting().box(text, _setting().styles.body, width)
    assert "".join("".join(lines_of(box)).split()) == "".join(text.split())


def _setting() -> Setting:
    return Setting(load_look(), FontBook(), Wording())


@pytest.mark.parametrize(
    "text",
    [
        "Côte d’Ivoire",
        "Łódź",
        "Αθήνα",
        "Київ",
        "Ouagadougou → D+24 ± 3 × 2 ≥ 1 − 4",
        "ɓarɗe ƙasa",
        "Đà Nẵng",
    ],
)
def test_names_of_european_and_african_scripts_are_printed(setting: Setting, text: str) -> None:
    assert lines_of(setting.box(text, body(setting), 400)) == [text]


def test_arabic_is_joined_and_runs_from_right_to_left(setting: Setting) -> None:
    line = setting.box("شرم", body(setting), 400).lines[0]
    assert line.is_right_to_left
    assert "".join(piece.text for piece in line.pieces) == "\ufee1\ufeae\ufeb7"


def test_lam_and_alef_become_one_sign() -> None:
    assert joined("سلام") == "\ufeb3\ufefc\ufee1"


def test_numbers_keep_their_order_in_a_line_from_right_to_left() -> None:
    text = "شرم 24 شيخ"
    seen = "".join(text[index] for index in visual_order(text))
    assert "24" in seen
    assert seen.index("خ") < seen.index("24") < seen.index("ش", seen.index("24"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("שלום", "[4 Hebrew letters, no font here]"),
        ("漢字", "[2 CJK letters, no font here]"),
        ("አ", "[1 Ethiopic letter, no font here]"),
        ("😀", "[sign: grinning face]"),
        ("\ue000", "[sign: U+E000]"),
    ],
)
def test_what_no_font_has_is_named(setting: Setting, text: str, said: str) -> None:
    line = lines_of(setting.box(text, body(setting), 400))[0]
    assert line.replace("\u00a0", " ") == said


def test_controls_and_direction_marks_are_dropped() -> None:
    assert clean("a\u202eb\u0000c\u200bd\r\ne\tf\ud800") == "abcd\ne f"


def test_spans_without_a_space_between_stay_together(setting: Setting) -> None:
    spans = [Span("Kampala consents by D+6", Face.STRONG), Span("."), Span(" Open.")]
    box = setting.span_box(spans, body(setting), 62)
    assert all(not line.startswith(".") for line in lines_of(box))
