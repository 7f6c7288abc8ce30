"""Plain rows as text and as HTML; knows nothing of what the rows are about."""
