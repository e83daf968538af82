"""Run the program: ``python -m boardapp``."""

from boardapp.cli import main

if __name__ == "__main__":
    main()
