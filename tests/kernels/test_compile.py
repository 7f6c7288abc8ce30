"""Compiling on demand."""

import subprocess
import sys

from corridors.kernels.compile import fast, jit
from corridors.kernels.heap import push


def test_a_kernel_stays_a_plain_function():
    def double(x):
        return 2 * x

    assert jit(double) is double


def test_fast_follows_the_environment(engine):
    compiled = fast(push)
    assert (compiled is push) == (engine == "0")
    assert fast(push) is compiled


def test_importing_the_kernels_does_not_import_numba():
    code = (
        "import sys, corridors.kernels.labels, corridors.kernels.batch, corridors.kernels.pareto\n"
        "assert 'numba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
