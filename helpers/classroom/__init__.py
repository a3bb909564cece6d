"""For instructors: `python -m helpers.classroom check` and `fetch`."""
