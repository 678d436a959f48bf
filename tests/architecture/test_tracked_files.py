"""What may not be in any file of the project: the machine it was written on."""

import re

from tests.architecture.source_files import named, tracked_files

# In halves, so that this file is not found by its own test.
HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "npmjs" + ".com")
MACHINE_PATH = re.compile(
    rb"(?<![\w.~-])/(?:root|home/[a-z]\w*|Users/\w+|opt/(?:pypi|wheels)|work/(?:main|shared))\b"
)


def test_no_file_names_a_package_registry() -> None:
    found = [
        f"{named(path)}: {host}"
        for path in tracked_files()
        for host in HOSTS
        if host.encode() in path.read_bytes()
    ]
    assert found == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    found = [
        f"{named(path)}: {match.group().decode()}"
        for path in tracked_files()
        if (match := MACHINE_PATH.search(path.read_bytes()))
    ]
    assert found == []
