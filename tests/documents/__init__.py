"""Forms for tests: drawn once as cells with spans, then written as text, HTML, Word, Excel and PDF files."""
