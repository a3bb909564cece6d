"""Sphinx's settings for the course page. `tools/make_site.py` writes the pages, then calls it."""

project = "Transfer learning with Keras"
author = "the course's authors"
html_title = project
language = "en"
extensions = ["myst_nb"]
nb_execution_mode = "off"  # the committed outputs are shown
nb_merge_streams = True
myst_heading_anchors = 3
myst_links_external_new_tab = False
exclude_patterns = ["_build"]
html_theme = "sphinx_book_theme"
html_static_path = ["_static"]
html_css_files = ["course.css"]
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {
    "show_toc_level": 2,
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_navbar_depth": 1,
    "navigation_with_keys": False,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
