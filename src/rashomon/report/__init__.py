"""The report: one self-contained HTML file that shows a record to a reader.

`desk` lays the record out for looking up, each `views_*` module computes the values of one section, `templates/` holds
only loops over them, `page` puts everything into one file. The web pages share the views and the templates.
"""

from rashomon.report.page import render

__all__ = ["render"]
