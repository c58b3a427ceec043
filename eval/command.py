"""The program `allegedly`: all commands, and Ctrl-C from the first moment on."""

import signal
import sys


def main() -> None:
    """Run the command line; what it needs takes a moment to import, which may be interrupted.

    So does the end, where libraries that are being closed would tell of an interrupt at length.
    """
    try:
        from eval.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    main()
