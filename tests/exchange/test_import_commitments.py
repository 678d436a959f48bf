"""Sheets of what is promised elsewhere: the offer by code, or by partner and capability."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from crisisplanner.domain.account import Fate, ImportKind, ImportOptions
from crisisplanner.domain.days import Day
from crisisplanner.domain.offers import Commitment
from tests.exchange.import_register import KNOWN_OFFER, created, imported, register
from tests.exchange.test_import_records import again, taken

SHEET = (
    "Country,Capability,Offer code,Number,From,Until,Promised to\n"
    ",,FR-01,1,2026-12-01,2027-03-01,Liberia\n"
    "France,Infantry battalion,,1,D+3,D+30,Chad\n"
)


def written(folder: Path, text: str) -> Path:
    """Write a sheet."""
    path = folder / "commitments.csv"
    path.write_text(text)
    return path


def test_an_offer_is_found_by_code_or_by_partner_and_capability(tmp_path: Path) -> None:
    path = written(tmp_path, SHEET)
    result = imported(path, ImportKind.COMMITMENTS)
    made = {one.where: one for one in taken(result, Commitment)}
    assert {one.offer for one in made.values()} == {KNOWN_OFFER.id}
    assert (made["Liberia"].from_when, made["Liberia"].quantity.value) == (date(2026, 12, 1), 1)
    assert made["Chad"].to_when == Day(30)
    assert again(path, ImportKind.COMMITMENTS, result).account.counts[Fate.UNCHANGED] == 2


def test_two_offers_of_one_kind_are_not_guessed_between(tmp_path: Path) -> None:
    second = replace(KNOWN_OFFER, id="o-2", code="FR-02")
    result = imported(
        written(tmp_path, SHEET),
        ImportKind.COMMITMENTS,
        register(second),
        ImportOptions(ImportKind.COMMITMENTS, skip_bad=True),
    )
    (fault,) = result.account.faults
    assert (fault.said.code, fault.said.values["n"]) == ("import.several_offers", 2)
    assert len(created(result)) == 1


def test_an_offer_that_nobody_knows_is_refused_by_name(tmp_path: Path) -> None:
    path = written(tmp_path, "Offer code,Number\nXX-9,3\n")
    (fault,) = imported(path, ImportKind.COMMITMENTS).account.faults
    assert (fault.said.code, fault.said.values["found"]) == ("import.not_known", "XX-9")
