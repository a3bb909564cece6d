"""Before the class: test this machine, and download everything for a room without a network.

python -m helpers.classroom check                     what's here, and what will be used instead
python -m helpers.classroom fetch --to FOLDER         all data and weights, for COURSE_DATA=FOLDER
"""

import argparse
import sys
from pathlib import Path

from helpers.classroom import check, fetch

EPILOG = """examples:
  python -m helpers.classroom check && echo "all real data is here"
  python -m helpers.classroom fetch --to /media/usb/course-data
  python -m helpers.classroom fetch --to ~/course-data --only mnist weights
  COURSE_DATA=/media/usb/course-data python -m helpers.classroom check

exit codes: 0 nothing is missing; 1 something needs fixing (the lines marked FIX say how);
2 wrong use; 3 (check) the lessons run, with a download or a stand-in for what isn't here"""


def main(arguments: list[str] | None = None) -> int:
    layout = {"epilog": EPILOG, "formatter_class": argparse.RawDescriptionHelpFormatter}
    parser = argparse.ArgumentParser(
        prog="python -m helpers.classroom", description=__doc__, **layout
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="test this machine, and say what will be used")
    download = commands.add_parser("fetch", help="download all data and weights", **layout)
    download.add_argument("--to", required=True, type=Path, metavar="FOLDER")
    items = [*fetch.SOURCES, "weights"]
    download.add_argument(
        "--only", nargs="+", choices=items, default=items, metavar="ITEM",
        help=f"of {', '.join(items)}",
    )  # fmt: skip
    given = parser.parse_args(arguments)
    if given.command == "check":
        return check.check()
    return fetch.fetch(given.to.expanduser(), given.only)


if __name__ == "__main__":
    sys.exit(main())
