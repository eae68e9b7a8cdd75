"""Small models of four recipes for citizenship.

    >>> import regelkring
    >>> run = regelkring.run("rule-growth", seed=1, offspring=0.9)
    >>> run.summary["rules_limit"]
    1000.0
    >>> len(run.rows), run.fingerprint == regelkring.run("rule-growth", seed=1, offspring=0.9).fingerprint
    (60, True)

Each model is one module of this package; `models()` lists them. The kit that they share
(parameters, runs, fingerprints, command line) is the subpackage `core`.
"""

from .core.library import Library
from .core.parameters import ParameterError

__version__ = "0.1.0"
__all__ = ["LIBRARY", "ParameterError", "describe", "model", "models", "run", "start", "sweep", "verify"]

LIBRARY = Library(__name__, __version__)
models = LIBRARY.models
model = LIBRARY.model
describe = LIBRARY.describe
start = LIBRARY.start
run = LIBRARY.run
sweep = LIBRARY.sweep
verify = LIBRARY.verify
