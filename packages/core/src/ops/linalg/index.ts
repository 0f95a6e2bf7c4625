/** Linear algebra, as `linalg`. Decompositions and what is made of them are computed by the host in float64: each says so. */
export { bandPart, trace } from "./band.ts";
export { cholesky } from "./cholesky.ts";
export { eigh, eigvalsh } from "./eigh.ts";
export { lu } from "./lu.ts";
export { cross, expm, kron, matrixPower } from "./power.ts";
export { norm } from "./norm.ts";
export type { NormOrder } from "./norm.ts";
export { gramSchmidt, qr } from "./qr.ts";
export { det, inv, logdet, slogdet, solve, triangularSolve } from "./solve.ts";
export type { TriangularOptions } from "./solve.ts";
export { lstsq, matrixRank, pinv, svd, svdvals } from "./svd.ts";
