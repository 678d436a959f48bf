"""Names that say what a thing is."""

from tests.architecture.source_files import CHECKOUT, functions_of, named, python_files, tree_of

EMPTY_MODULE_NAMES = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "manager",
    "managers",
    "misc",
    "miscellaneous",
}
EMPTY_TEST_WORDS = {"works", "correctly", "properly"}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = [
        named(path)
        for path in python_files("crisisplanner", "benchmarks", "tests")
        for part in (*path.relative_to(CHECKOUT).parts[:-1], path.stem)
        if EMPTY_MODULE_NAMES & {part, *part.split("_")[-1:]}
    ]
    assert drawers == []


def test_test_names_say_what_happens() -> None:
    empty = [
        f"{named(path)}: {function.name}"
        for path in python_files("tests")
        for function in functions_of(tree_of(path))
        if EMPTY_TEST_WORDS & {*function.name.split("_"), *path.stem.split("_")}
    ]
    assert empty == []
