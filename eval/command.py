"""The program `allegedly`: all commands, and Ctrl-C from the first moment on."""

import sys


def main() -> None:
    """Run the command line; what it needs takes a moment to import, which may be interrupted."""
    try:
        from eval.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
