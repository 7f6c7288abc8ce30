"""What if: named, composable changes over every table, and the tables that they make."""
