"""The routing graph of yards, what is asked of it, and the exact search that answers."""
