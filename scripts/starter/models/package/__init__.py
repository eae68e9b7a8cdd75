"""The models of the book.

Each model is one module of this package; `models()` lists them. The kit that they share (parameters, runs,
fingerprints, command line) is the subpackage `core`, which came with the generator.
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
