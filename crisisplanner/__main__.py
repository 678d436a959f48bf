"""Start CrisisPlanner with ``python -m crisisplanner``."""

import sys

from crisisplanner.app import main

if __name__ == "__main__":
    sys.exit(main())
