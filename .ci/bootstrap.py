"""Set up .venv from the locks, and say whether a window can be shown.

Lives here: what `make` does before the program can be imported, with the
standard library alone. What the program itself does must not live here.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "CrisisPlanner needs Python 3.11 or later; this is Python {}.{} ({}).\n"
        "Name another one: make PYTHON=python3.12".format(*sys.version_info[:2], sys.executable)
    )

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
IS_WINDOWS = sys.platform == "win32"
VENV_BIN = VENV / ("Scripts" if IS_WINDOWS else "bin")
VENV_PYTHON = VENV_BIN / ("python.exe" if IS_WINDOWS else "python")
STAMP = VENV / "set-up.json"
RUNTIME_LOCK = CHECKOUT / "requirements.txt"
DEV_LOCK = CHECKOUT / "requirements-dev.txt"

QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}

CANNOT_MAKE_VENV = (
    "Python's own ensurepip is missing, so no virtual environment can be made.\n"
    "Debian and Ubuntu keep it in a package of its own. Run this, then the same make again:\n\n"
    "    {command}\n"
)
NO_APT = (
    "These system libraries are missing, and this is not a system with apt-get:\n\n"
    "{libraries}\n\n"
    "Install them with the package manager of your system{command}, then run the same make again."
)
RUN_THIS = (
    "Missing system packages: {packages}\n"
    "They can't be installed from here: that needs root, or sudo without a password.\n"
    "Run this, then the same make again:\n\n"
    "    {command}\n"
)
STILL_MISSING = "Installed {packages}, but these libraries still can't be loaded: {libraries}"
PIP_FAILED = (
    "\nThe pinned packages could not be installed; pip's reason stands above.\n"
    "Is the network there, and a proxy or package index set for pip if you need one?\n"
    "Run the same make again: what was downloaded is kept."
)

EDITABLE_FAILED = (
    "\nThe checkout itself could not be installed into .venv; pip's reason stands above."
)


class SetUpError(Exception):
    """Tell what stopped the set-up and what to do about it."""


def say(sentence: str) -> None:
    """Print one line of progress."""
    print(sentence, flush=True)


# --- System packages -------------------------------------------------------------------------


def wanted_libraries() -> dict[str, str]:
    """Return library file -> Debian package for what Qt loads on this machine."""
    if not sys.platform.startswith("linux"):
        return {}
    wanted = dict(QT_LIBRARIES)
    if os.environ.get("DISPLAY"):
        wanted.update(X11_LIBRARIES)
    if os.environ.get("WAYLAND_DISPLAY"):
        wanted.update(WAYLAND_LIBRARIES)
    return wanted


def missing_libraries(wanted: dict[str, str]) -> dict[str, str]:
    """Return those of the wanted libraries that the loader does not find."""
    missing = {}
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing[library] = package
    return missing


def root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root; None if not allowed."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def apt_command(packages: Sequence[str]) -> str:
    """Return the line a person can paste to install the packages."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y --no-install-recommends " + " ".join(
        packages
    )


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages where allowed; return whether that was done."""
    prefix = root_prefix()
    if prefix is None:
        return False
    say("Installing system packages: " + " ".join(packages))
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    # A fresh machine has no package lists yet, or stale ones: update if the first try fails.
    for command in (install, [*apt, "update"], install):
        ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if ran.returncode == 0 and command is install:
            return True
    print(ran.stdout + ran.stderr, file=sys.stderr)
    return False


def install_system_libraries() -> None:
    """Bring the libraries Qt needs, or stop with the command that would."""
    missing = missing_libraries(wanted_libraries())
    if not missing:
        return
    packages = sorted(set(missing.values()))
    if not shutil.which("apt-get"):
        rpm = next((name for name in ("dnf", "zypper") if shutil.which(name)), None)
        names = " ".join(f"'{library}()(64bit)'" for library in missing)
        raise SetUpError(
            NO_APT.format(
                libraries="\n".join(f"    {k} (on Debian: {v})" for k, v in missing.items()),
                command=f":\n\n    sudo {rpm} install {names}\n\n" if rpm else "",
            )
        )
    if not apt_install(packages):
        listed = " ".join(packages)
        raise SetUpError(RUN_THIS.format(packages=listed, command=apt_command(packages)))
    still_missing = missing_libraries(missing)
    if still_missing:
        raise SetUpError(
            STILL_MISSING.format(packages=" ".join(packages), libraries=" ".join(still_missing))
        )


# --- Virtual environment ---------------------------------------------------------------------


def can_import(module: str) -> bool:
    """Return whether this interpreter, started anew, can import the module."""
    importlib.invalidate_caches()
    return importlib.util.find_spec(module) is not None


def clean_environment() -> dict[str, str]:
    """Return the environment without what would lead pip out of .venv."""
    environment = dict(os.environ)
    for name in ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"):
        environment.pop(name, None)
    environment["PIP_USER"] = "0"
    environment["PIP_NO_INPUT"] = "1"
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    environment["PYTHONNOUSERSITE"] = "1"
    return environment


def pip_command() -> list[str]:
    """Return the pip that installs into .venv."""
    if subprocess.run([VENV_PYTHON, "-c", "import pip"], capture_output=True).returncode == 0:
        return [str(VENV_PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(VENV_PYTHON)]


def outer_pip_can_serve() -> bool:
    """Return whether this interpreter's pip can install into another one."""
    if not can_import("pip"):
        return False
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "--version"], capture_output=True, text=True
    )
    words = asked.stdout.split()
    # `pip --python` came with 22.3.
    return len(words) > 1 and [int(n) for n in words[1].split(".")[:2] if n.isdigit()] >= [22, 3]


def make_venv() -> None:
    """Make .venv anew, with pip in it where Python can do so."""
    say(f"Making a virtual environment in {VENV.relative_to(CHECKOUT)}")
    options = ["--clear"]
    if not can_import("ensurepip"):
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        installed = bool(shutil.which("apt-get")) and apt_install([package])
        if not (installed and can_import("ensurepip")):
            if not outer_pip_can_serve():
                raise SetUpError(CANNOT_MAKE_VENV.format(command=apt_command([package])))
            options.append("--without-pip")
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    made = subprocess.run(
        [sys.executable, "-m", "venv", *options, str(VENV)], env=clean_environment()
    )
    if made.returncode != 0:
        raise SetUpError(f"{sys.executable} -m venv failed; its reason stands above.")


def venv_runs() -> bool:
    """Return whether .venv holds a Python of this minor version that starts."""
    code = "import sys; sys.exit(sys.version_info[:2] != ({}, {}))".format(*sys.version_info[:2])
    try:
        started = subprocess.run([VENV_PYTHON, "-I", "-c", code], capture_output=True)
    except OSError:
        return False
    return started.returncode == 0


def read_stamp() -> dict[str, str]:
    """Return what the last finished set-up left; empty if it never finished."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pip_install(*arguments: str) -> bool:
    """Run pip into .venv; return whether it ended well."""
    command = [*pip_command(), "install", "--quiet", *arguments]
    ran = subprocess.run(command, cwd=CHECKOUT, env=clean_environment(), stdin=subprocess.DEVNULL)
    return ran.returncode == 0


def install_locked(lock: Path) -> None:
    """Install exactly what the lock names, every file checked by its hash."""
    say(f"Installing the packages pinned in {lock.name} (a minute or two the first time)")
    if not pip_install("--require-hashes", "--only-binary", ":all:", "-r", lock.name):
        raise SetUpError(PIP_FAILED)


def set_up(lock: Path) -> None:
    """Bring .venv to the lock; do nothing where it is there already."""
    started = time.monotonic()
    install_system_libraries()
    stamp = read_stamp() if venv_runs() else {}
    project = digest(CHECKOUT / "pyproject.toml")
    # The development lock holds all of the other one, so it serves both.
    serving = {digest(lock), digest(DEV_LOCK)}
    if stamp.get("lock") in serving and stamp.get("project") == project:
        return
    # Without a stamp the last set-up was cut short, and pip trusts half-installed packages.
    if stamp.get("lock") not in {digest(RUNTIME_LOCK), digest(DEV_LOCK)}:
        make_venv()
    STAMP.unlink(missing_ok=True)
    installed = stamp.get("lock")
    if installed not in serving:
        install_locked(lock)
        installed = digest(lock)
    if not pip_install("--no-deps", "--no-build-isolation", "-e", "."):
        raise SetUpError(EDITABLE_FAILED)
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(json.dumps({"lock": installed, "project": project}), "utf-8")
    unfinished.replace(STAMP)
    say(f"Set up in {time.monotonic() - started:.0f} s")


# --- Display ---------------------------------------------------------------------------------


def x11_answers() -> bool:
    """Return whether the X server that DISPLAY names lets us in."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers


def wayland_answers() -> bool:
    """Return whether the compositor that WAYLAND_DISPLAY names is there."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")
    address = Path(folder) / os.environ["WAYLAND_DISPLAY"]
    with socket.socket(socket.AF_UNIX) as door:
        try:
            door.connect(str(address))
        except OSError:
            return False
    return True


def has_display() -> bool:
    """Return whether a window can be opened here."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("WAYLAND_DISPLAY") and wayland_answers():
        return True
    return bool(os.environ.get("DISPLAY")) and x11_answers()


def main() -> int:
    """Do what the command line asks; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["runtime", "development", "has-display"])
    what = parser.parse_args().what
    if what == "has-display":
        return 0 if has_display() else 1
    try:
        set_up(DEV_LOCK if what == "development" else RUNTIME_LOCK)
    except SetUpError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same make again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
