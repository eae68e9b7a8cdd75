"""`python -m {{package}}` is the command line `{{package}}`."""

from .core.cli import main

raise SystemExit(main())
