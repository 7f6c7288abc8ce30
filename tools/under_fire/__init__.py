"""What the library stands under fire: kills, threads, millions of queries, forks, damaged files, odd arguments.

Usage: ``python -m tools.under_fire [WHAT|all] [--budget N] [--seed N]``, of which ``--help`` lists each WHAT.
Exits 1 if anything was lost, wrong or foreign. The figures of a run stand in docs/robustness.md.
"""
