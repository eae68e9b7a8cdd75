"""The kit every model is built with. It names no model and no book: any package of models can use it."""
