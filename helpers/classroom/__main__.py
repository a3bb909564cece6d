"""The command line: `python -m helpers.classroom`."""

import argparse
import sys
from pathlib import Path

from helpers.classroom import __doc__ as description
from helpers.classroom import check, fetch

EPILOG = """examples:
  python -m helpers.classroom check && echo "all real data is here"
  python -m helpers.classroom fetch --to /media/usb/course-data [--only mnist weights]
  COURSE_DATA=/media/usb/course-data python -m helpers.classroom check

exit codes: 0 nothing is missing; 1 something needs fixing (the lines marked FIX say how); 2 wrong
use; 3 (check) the lessons run, but something will be downloaded or replaced by a stand-in"""


def main(arguments: list[str] | None = None) -> int:
    layout = {"epilog": EPILOG, "formatter_class": argparse.RawDescriptionHelpFormatter}
    parser = argparse.ArgumentParser(
        prog="python -m helpers.classroom", description=description, **layout
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="test this computer, and say what the lessons will use")
    command = commands.add_parser("fetch", help="download data and weights into a folder", **layout)
    command.add_argument("--to", required=True, type=Path, metavar="FOLDER")
    command.add_argument(
        "--only", nargs="+", choices=fetch.ITEMS, default=fetch.ITEMS, metavar="ITEM",
        help=f"some of {', '.join(fetch.ITEMS)}",
    )  # fmt: skip
    given = parser.parse_args(arguments)
    return check.run() if given.command == "check" else fetch.run(given.to.expanduser(), given.only)


if __name__ == "__main__":
    sys.exit(main())
