"""What the library stands under fire: kills, threads, millions of queries, forks, damaged files, odd arguments.

Usage: ``python -m tools.under_fire [kills|threads|memory|dates|processes|damage|arguments|answers|all] [--budget N] [--seed N]``.
Exits 1 if anything was lost, wrong or foreign. The figures of a run stand in docs/robustness.md.
"""
