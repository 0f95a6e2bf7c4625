"""Sums of products against NumPy."""

import numpy as np
from golden import Family

f = Family("einsum")
CALLS = [
    ("ij,jk->ik", (3, 4), (4, 5)),
    ("ij,jk", (3, 4), (4, 5)),
    ("ba", (2, 3)),
    ("ij->", (3, 4)),
    ("ij->ji", (3, 4)),
    ("ii", (3, 3)),
    ("ii->i", (3, 3)),
    ("iij->ji", (3, 3, 2)),
    ("iijj->ij", (2, 2, 3, 3)),
    ("i,i->", (5,), (5,)),
    ("i,j->ij", (2,), (3,)),
    ("ij,ij->ij", (2, 3), (2, 3)),
    ("ij,j->i", (17, 5), (5,)),
    ("ij,kl->", (2, 3), (3, 2)),
    ("bij,bjk->bik", (2, 3, 4), (2, 4, 5)),
    ("bqhd,bkhd->bhqk", (2, 3, 4, 5), (2, 7, 4, 5)),
    ("bhqk,bkhd->bqhd", (2, 4, 3, 7), (2, 7, 4, 5)),
    ("abc,cd->dab", (2, 3, 4), (4, 5)),
    ("abc,dc->bda", (2, 3, 4), (5, 4)),
    ("...ij,...jk->...ik", (2, 3, 4), (4, 5)),
    ("...ij,...jk", (5, 1, 2, 3), (4, 3, 2)),
    ("i...->...", (3, 2, 4)),
    ("...a,b...->ab...", (2, 3), (4, 2)),
    ("ij,jk,kl->il", (3, 4), (4, 5), (5, 2)),
    ("ij,jk,kl,lm", (2, 17), (17, 2), (2, 9), (9, 1)),
    ("i,j,k->kji", (2,), (3,), (4,)),
    ("ij,ij,ij->j", (3, 2), (3, 2), (3, 2)),
    ("ij,jk->ik", (3, 1), (4, 5)),
    ("i,i->i", (1,), (3,)),
    ("ij,ik,il->jkl", (4, 2), (4, 3), (4, 2)),
    ("ij,jk->ik", (0, 3), (3, 2)),
    ("ij,jk->ik", (2, 0), (0, 3)),
    ("->", ()),
]
for equation, *shapes in CALLS:
    operands = [f.normal(*s) for s in shapes]
    f.add("einsum", [equation, *operands], np.asarray(np.einsum(equation, *operands)))
a, b = f.normal(2, 3, 4), f.normal(4, 3, 5)
f.add("tensordot", [a, b, 1], np.tensordot(a, b, 1))
f.add("tensordot", [a, b, [[1, 2], [1, 0]]], np.tensordot(a, b, [[1, 2], [1, 0]]))
f.add("tensordot", [a, b, 0], np.tensordot(a, b, 0))
c = f.normal(2, 4)
f.add("inner", [a, c], np.inner(a, c))
f.add("vdot", [c, c.T], np.vdot(c, c.T))
f.add("matVec", [a, c[0]], np.matvec(a, c[0]))
f.write()
