"""`python -m regelkring` is the command line `regelkring`."""

from .core.cli import main

raise SystemExit(main())
