/** The constants of Fourier transforms: computed in float64 from exact fractions of a turn, and kept by size on the host. */

/** Kept tables; all of one transform of 2¹⁶ elements and its inverse take a few megabytes. */
const KEPT = 64;
const tables = new Map<string, Float32Array>();

function kept(key: string, make: () => Float32Array): Float32Array {
  let table = tables.get(key);
  tables.delete(key);
  tables.set(key, (table ??= make()));
  if (tables.size > KEPT) tables.delete(tables.keys().next().value!);
  return table;
}

/** cos and sin of `turns`/`of` full turns: the fraction is reduced to an eighth first, so that the corners are exact. */
export function turn(turns: number, of: number): readonly [number, number] {
  const m = ((turns % of) + of) % of;
  const quadrant = Math.round((4 * m) / of);
  const angle = ((4 * m - quadrant * of) / of) * (Math.PI / 2);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [
    [c, s],
    [-s, c],
    [-c, -s],
    [s, -c],
  ][quadrant % 4] as [number, number];
}

/**
 * The transform of n numbers as a real matrix [inputs·n, 2n] on interleaved parts: row (j, p), column (k, q); ω = e^(sign·2πi·jk/n).
 * Real inputs have one part.
 */
export function dftMatrix(n: number, sign: 1 | -1, inputs: 1 | 2): Float32Array {
  return kept(`dft ${n} ${sign} ${inputs}`, () => {
    const out = new Float32Array(inputs * n * 2 * n);
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const [c, s] = turn(sign * ((j * k) % n), n);
        const at = inputs * j * 2 * n + 2 * k;
        out.set([c, s], at);
        if (inputs === 2) out.set([-s, c], at + 2 * n);
      }
    return out;
  });
}

/** ω^(jk) for j < rows, k < columns and ω = e^(sign·2πi / (rows·columns)), interleaved: [rows, columns, 2]. */
export function twiddles(rows: number, columns: number, sign: 1 | -1): Float32Array {
  return kept(`twiddles ${rows} ${columns} ${sign}`, () => {
    const out = new Float32Array(2 * rows * columns);
    for (let j = 0; j < rows; j++)
      for (let k = 0; k < columns; k++) out.set(turn(sign * j * k, rows * columns), 2 * (j * columns + k));
    return out;
  });
}

/** The chirp e^(sign·πi·j²/n) for j < n, interleaved: [n, 2]. */
export function chirp(n: number, sign: 1 | -1): Float32Array {
  return kept(`chirp ${n} ${sign}`, () => {
    const out = new Float32Array(2 * n);
    for (let j = 0; j < n; j++) out.set(turn(sign * ((j * j) % (2 * n)), 2 * n), 2 * j);
    return out;
  });
}
