"""``python -m corridors`` is the command line."""

try:
    from corridors.cli import main

    code = main()
except KeyboardInterrupt:  # before there was a command line to tell of it
    code = 130
raise SystemExit(code)
