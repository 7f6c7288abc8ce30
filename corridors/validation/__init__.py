"""The model against published figures."""
