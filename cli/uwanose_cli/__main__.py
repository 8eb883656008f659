"""Owns ``python -m uwanose_cli``: the same command where no script is on the path."""

from uwanose_cli.main import main

main()
