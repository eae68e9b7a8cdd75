"""The book on paper and as an e-book: PDF of the book and of each chapter, and EPUB."""
