"""`python -m scripts new`: a presentation becomes a book of its own, ready to be written."""
