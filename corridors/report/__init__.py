"""A comparison as one page to pass on: map, table, charts and sources in one file, in three languages."""
