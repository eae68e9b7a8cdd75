"""Compiles a folder of Python for the interpreter it runs in: `compile.py FROM TO`; other files are copied.

A module becomes one .pyc in the place of its .py, so that it imports from a zip as it is.
"""

import py_compile
import shutil
import sys
from pathlib import Path

source, goal = Path(sys.argv[1]), Path(sys.argv[2])
for path in sorted(path for path in source.rglob("*") if path.is_file()):
    name = path.relative_to(source)
    target = goal / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix != ".py":
        shutil.copyfile(path, target)
        continue
    py_compile.compile(
        str(path),
        cfile=str(target.with_suffix(".pyc")),
        dfile=str(name),
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
