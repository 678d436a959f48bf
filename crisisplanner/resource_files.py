"""Where the files below `resources/` are, however the program was installed.

Lives here: finding them. Reading, parsing and caching them must not.
"""

import errno
import os
import sys
from pathlib import Path


class ResourceMissingError(FileNotFoundError):
    """Report a shipped file that is not where this installation keeps them."""


def resource_path(*parts: str) -> Path:
    """Return the path of a file or folder below `resources/`.

    `parts` are the names below it, as in `resource_path("fonts", "OFL.txt")`. In a
    checkout that is `resources/`, in a wheel `crisisplanner/_resources`, in a frozen
    build the same below the folder it was unpacked to.

    Raises ResourceMissingError where the installation lacks it, ValueError for
    parts that would lead out of the folder.
    """
    root = resource_root(Path(__file__).parent, getattr(sys, "_MEIPASS", None))
    if any(Path(part).is_absolute() or ".." in Path(part).parts for part in parts):
        raise ValueError("Expected names below resources, got " + "/".join(parts))
    path = root.joinpath(*parts)
    if not path.exists():
        raise ResourceMissingError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return path


def resource_root(package_dir: Path, frozen_dir: str | None) -> Path:
    """Return the folder that holds the resources of an installation.

    `package_dir` is the folder of the package, `frozen_dir` where a frozen build was
    unpacked to, if it is one. Raises ResourceMissingError with the places looked at.
    """
    if frozen_dir is not None:
        candidates = [Path(frozen_dir) / package_dir.name / "_resources"]
    else:
        candidates = [package_dir / "_resources", package_dir.parent / "resources"]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    places = os.pathsep.join(str(candidate) for candidate in candidates)
    raise ResourceMissingError(errno.ENOENT, os.strerror(errno.ENOENT), places)
