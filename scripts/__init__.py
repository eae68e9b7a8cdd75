"""The generator: a presentation, prose, models and notebooks in; an interactive book out."""
