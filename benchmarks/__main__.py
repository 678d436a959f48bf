"""Measure and print: ``python -m benchmarks`` in short, ``--full`` the whole matching table."""

from __future__ import annotations

import argparse
import subprocess
import sys

from benchmarks.instances import LARGE, MEDIUM, SIZES, SMALL
from benchmarks.matching_speed import report

SHORT_LIMIT_S = 20.0
FULL_LIMITS_S = {SMALL: 60.0, MEDIUM: 60.0, LARGE: 300.0}
OTHERS = (
    "benchmarks.case_speed",
    "benchmarks.storage_speed",
    "benchmarks.window_start",
    "benchmarks.pdf_speed",
    "benchmarks.series_speed",
)


def main() -> int:
    """Run what was asked for; the matching table comes first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="all sizes, three seeds each")
    parser.add_argument("--only-matching", action="store_true")
    parser.add_argument("--size", choices=[size.name for size in SIZES])
    parser.add_argument("--seeds", type=int, default=None)
    parser.add_argument("--limit", type=float, default=None, help="seconds for each method")
    wish = parser.parse_args()
    sizes = [size for size in SIZES if wish.full or size.name == (wish.size or SMALL.name)]
    seeds = range(1, 1 + (wish.seeds or (3 if wish.full else 1)))
    for size in sizes:
        limit_s = wish.limit or (FULL_LIMITS_S[size] if wish.full else SHORT_LIMIT_S)
        print(report(size, seeds, limit_s), flush=True)
        print()
    if wish.only_matching or wish.full or wish.size:
        return 0
    return max(
        subprocess.run([sys.executable, "-m", name], check=False).returncode for name in OTHERS
    )


if __name__ == "__main__":
    sys.exit(main())
