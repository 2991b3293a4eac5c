"""``python -m precedent``: the command line."""

from precedent.cli import main

if __name__ == "__main__":
    main()
