"""For instructors, before the class: test a computer, and download everything for a room.

python -m helpers.classroom check                what this computer has, and what stands in
python -m helpers.classroom fetch --to FOLDER    all data and weights, for COURSE_DATA=FOLDER
"""
