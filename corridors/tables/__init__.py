"""The sourced tables: read, checked and counted; every figure with its source and grade."""
