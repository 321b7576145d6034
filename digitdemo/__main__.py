"""``python -m digitdemo``."""

import sys

from digitdemo.command_line import main

sys.exit(main())
