"""Household things and others as parametric 3D objects, in rooms and yards that differ.

shapes: meshes. looks: colours and materials. household: the ten classes of Dollar Street.
others_*: classes that only the miniature network and lesson 03 see. scene: a photograph of one of
them. `tools/render_photos.py` uses them all.
"""
