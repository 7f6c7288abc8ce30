"""Anything as an argument of any public function, damaged files, and right answers worked out another way."""
