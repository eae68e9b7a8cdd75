"""Python's side of editable cells: what the worker of a notebook page runs them with.

The bundle carries these modules as text. They use the standard library alone and know no browser, so
the tests run them natively.
"""
