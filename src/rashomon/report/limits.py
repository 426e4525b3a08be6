"""How much the report shows, so that thirty accounts stay under 3 MB and an absurd input cannot fill a disk.

Whatever is cut is counted in the report and whole in `record.json`. The figures were set by rendering thirty invented
accounts of a hundred statements each, with all that goes with them (`tests/report/test_bounds.py`); beside each stands
about how many bytes one of them takes.
"""

MOMENTS = 450  # 500 bytes
MATRIX_OPEN = 30
"""Rows of the matrix before "show all"."""
MATRIX_CELLS = 6_000  # 50 bytes
CLAIMS = 250
"""Claims of several accounts whose wordings stand side by side."""
WORDINGS = 16
"""Statements under one claim."""
ALL_WORDINGS = 600  # 650 bytes
SINGLES = 600  # 300 bytes
"""Claims of one account that are listed with their words, in all."""
DIVERGENCES = 120
SIDES = 10
"""Quotations on one side."""
WORDS_OF_ONE = 2
"""Quotations of one account on one side."""
QUOTATIONS = 260  # 800 bytes
"""Quotations in all; after them sides have pointers only."""
FOLDED = 6
"""So many harmless divergences are shown open."""
BRIEF_LINES = 10
"""Lines of one part of the summary that are printed in the brief; it holds two pages (tests/report/test_brief.py)."""
BRIEF_ACCOUNTS = 36
"""Accounts named in the printed brief."""
PARTINGS = 6
"""Divergences named in the overview."""
TREES_OPEN = 12
TREES = 120
ROOTS = 12
"""Origins drawn for one claim."""
ALL_ROOTS = 450  # 500 bytes
MOVES = 240
PEOPLE = 70  # 800 bytes
OTHERS = 40
OMISSIONS_OPEN = 12
OMISSIONS = 60
"""Omitted claims listed for one account."""
ALL_OMISSIONS = 450  # 600 bytes
PROBLEMS = 60
"""Problems listed under one code."""
REFS = 40
"""Pointers printed behind one line."""
TEXT_OF_ONE = 150_000
"""Characters of one account's text; beyond it only passages that carry statements are kept."""
TEXT_OF_ALL = 1_000_000
