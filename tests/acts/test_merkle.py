"""The tree hash against the vectors of Certificate Transparency (RFC 6962 and 9162)."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.acts.merkle import leaf, node, tree_of

LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_roots_of_the_reference_leaves(size: int) -> None:
    tree = tree_of(bytes.fromhex(text) for text in LEAVES[:size])
    assert (tree.size, tree.root().hex()) == (size, ROOTS[size])


def plain(entries: list[bytes]) -> bytes:
    """The recursive definition, word for word: split at the largest power of two below n."""
    if len(entries) < 2:
        return leaf(entries[0]) if entries else sha256(b"").digest()
    cut = 1 << (len(entries) - 1).bit_length() - 1
    return node(plain(entries[:cut]), plain(entries[cut:]))


@given(st.lists(st.binary(max_size=4), max_size=70))
def test_growing_leaf_by_leaf_is_the_recursive_definition(entries: list[bytes]) -> None:
    assert tree_of(entries).root() == plain(entries)
