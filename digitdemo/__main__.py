"""``python -m digitdemo``."""

import sys

from digitdemo.command_line import main

if __name__ == "__main__":  # processes that make epochs import this module too
    sys.exit(main())
