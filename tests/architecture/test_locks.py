"""What the set-up relies on: two locks, one inside the other, all hashed."""

import re
import tomllib

from tests.architecture.source_files import CHECKOUT

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?P<rest>.*)$", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Return project name -> pinned version of a lock."""
    text = (CHECKOUT / lock).read_text("utf-8")
    return {match["name"]: match["version"] for match in PIN.finditer(text)}


def test_the_development_lock_holds_all_of_the_other_one() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_every_declared_dependency_is_pinned() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for lock, wanted in (
        ("requirements.txt", project["dependencies"] + extras["build"]),
        ("requirements-dev.txt", project["dependencies"] + extras["build"] + extras["dev"]),
    ):
        names = {re.split(r"[^A-Za-z0-9-]", line, maxsplit=1)[0].lower() for line in wanted}
        assert names - pins(lock).keys() == set()


def test_every_pin_is_hashed() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        entries = re.split(r"\n(?=[a-z0-9])", (CHECKOUT / lock).read_text("utf-8").strip())
        assert [entry.partition(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []
