"""``python -m corridors`` is the command line."""

from corridors.cli import main

raise SystemExit(main())
