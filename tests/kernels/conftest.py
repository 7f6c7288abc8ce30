"""Every test here runs twice: with kernels compiled, where numba is installed, and as plain Python."""

import pytest

from corridors.kernels.compile import numba_installed

WAYS = [
    pytest.param("1", marks=pytest.mark.skipif(not numba_installed(), reason="numba is not installed")),
    "0",
]


@pytest.fixture(params=WAYS, ids=lambda way: "numba" if way == "1" else "plain", scope="module", autouse=True)
def engine(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CORRIDORS_NUMBA", request.param)
        yield request.param
