"""Household things and others as parametric 3D objects, in rooms and yards that differ.

shapes: meshes. looks: colours and materials. household: the ten classes of Dollar Street.
others_*: sixty more, which stand around; lesson 03 learns ten of them. scene: a photograph of one
thing. sets: which photographs there are. sheets: the files in data/.
"""
