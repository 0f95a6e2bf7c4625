// Values as text, held against what NumPy 2.4 prints (str of an array of that dtype).
import { expect, test } from "vitest";
import type { DataOf, DType } from "../ir/dtype.ts";
import { DTYPES } from "../ir/dtype.ts";
import type { FormatOptions } from "./format.ts";
import { formatValues } from "./format.ts";

const range = (length: number, step = 1): number[] => Array.from({ length }, (_, i) => i * step);

type Row = readonly [
  name: string,
  dtype: DType,
  shape: readonly number[],
  values: readonly (number | string)[],
  options: FormatOptions,
  expected: string,
];

const ROWS: readonly Row[] = [
  ["whole floats", "float32", [3], [1, 2, 3], {}, "[1. 2. 3.]"],
  ["fractions", "float32", [3], [0.10000000149011612, -2.5, 100.125], {}, "[ 1.00000e-01 -2.50000e+00  1.00125e+02]"],
  ["a matrix", "float32", [2, 2], [1, 2.5, -3, 4], {}, "[[ 1.   2.5]\n [-3.   4. ]]"],
  ["rank 3", "float32", [2, 2, 2], range(8), {}, "[[[0. 1.]\n  [2. 3.]]\n\n [[4. 5.]\n  [6. 7.]]]"],
  ["a scalar", "float32", [], [3], {}, "3.0"],
  ["a negative scalar", "float32", [], [-0.10000000149011612], {}, "-0.1"],
  ["a tiny scalar", "float32", [], [9.999999747378752e-6], {}, "1e-05"],
  ["a huge scalar", "float32", [], [1.0000000200408773e20], {}, "1e+20"],
  ["an integer scalar", "int32", [], [-7], {}, "-7"],
  ["a boolean scalar", "bool", [], [1], {}, "True"],
  ["a complex scalar", "complex64", [], [1.5, -2], {}, "(1.5-2j)"],
  ["a string alone", "string", [], ["ab"], {}, "ab"],
  ["nan alone", "float32", [], [NaN], {}, "nan"],
  ["a complex scalar that is not finite", "complex64", [], [Infinity, NaN], {}, "(inf+nanj)"],
  ["nan and inf", "float32", [4], [NaN, 1, -Infinity, Infinity], {}, "[ nan   1. -inf  inf]"],
  ["nan only", "float32", [2], [NaN, NaN], {}, "[nan nan]"],
  ["nan beside a wide number", "float32", [2], [NaN, -1000.5], {}, "[    nan -1000.5]"],
  ["wide range", "float32", [3], [9.999999747378752e-6, 1, 1000], {}, "[1.e-05 1.e+00 1.e+03]"],
  ["small floats", "float32", [2], [9.999999747378752e-6, 1.9999999494757503e-5], {}, "[1.e-05 2.e-05]"],
  ["a ratio above a thousand", "float32", [2], [1, 1001], {}, "[1.000e+00 1.001e+03]"],
  ["large floats", "float32", [2], [100000000, 200000000], {}, "[1.e+08 2.e+08]"],
  ["just below 1e8", "float32", [2], [99999992, 1], {}, "[9.999999e+07 1.000000e+00]"],
  ["whole floats beyond a million", "float32", [2], [16777216, 33554432], {}, "[1.6777216e+07 3.3554432e+07]"],
  ["large and small", "float32", [2], [10000000000, -2.499999990010493e-12], {}, "[ 1.0e+10 -2.5e-12]"],
  ["a tie is rounded to even", "float32", [1], [0.001953125], {}, "[0.00195312]"],
  ["a tie beside exponents", "float32", [2], [0.0001220703125, 1], {}, "[1.2207031e-04 1.0000000e+00]"],
  ["a power of two", "float32", [1], [6.103515625e-5], {}, "[6.1035156e-05]"],
  [
    "spaces behind the shorter",
    "float32",
    [2],
    [0.3333333432674408, 0.6666666865348816],
    {},
    "[0.33333334 0.6666667 ]",
  ],
  ["pi and millions", "float32", [2], [3141592.75, 3.1415927410125732], {}, "[3.1415928e+06 3.1415927e+00]"],
  ["neg zero", "float32", [2], [-0, 0], {}, "[-0.  0.]"],
  ["zero and small", "float32", [2], [0, 1.0000000116860974e-7], {}, "[0.e+00 1.e-07]"],
  [
    "the largest and the smallest",
    "float32",
    [2],
    [3.4028234663852886e38, 1.401298464324817e-45],
    {},
    "[3.4028235e+38 1.4012985e-45]",
  ],
  ["int32", "int32", [3], [1, -20, 300], {}, "[  1 -20 300]"],
  ["a matrix of int32", "int32", [2, 2], [1, -20, 300, 4], {}, "[[  1 -20]\n [300   4]]"],
  ["uint8", "uint8", [2], [0, 255], {}, "[  0 255]"],
  ["uint32", "uint32", [2], [4294967295, 1], {}, "[4294967295          1]"],
  ["int8", "int8", [2], [-128, 5], {}, "[-128    5]"],
  ["bool", "bool", [2], [1, 0], {}, "[ True False]"],
  ["bool, all true", "bool", [2, 2], [1, 1, 1, 1], {}, "[[ True  True]\n [ True  True]]"],
  ["complex64", "complex64", [2], [1, 2, -3.5, -0.25], {}, "[ 1. +2.j   -3.5-0.25j]"],
  ["complex nan", "complex64", [2], [NaN, 1, 2, -Infinity], {}, "[nan +1.j  2.-infj]"],
  ["complex exp", "complex64", [2], [9.999999974752427e-7, 1000000, 2, 0], {}, "[1.e-06+1.e+06j 2.e+00+0.e+00j]"],
  ["strings", "string", [2, 2], ["a", "bcd", "it's", 'say "hi"'], {}, "[['a' 'bcd']\n [\"it's\" 'say \"hi\"']]"],
  ["strings with escapes", "string", [2], ["a\nb\\", "\u00e9\t"], {}, "['a\\nb\\\\' 'é\\t']"],
  ["float16", "float16", [3], [0.0999755859375, 65504, 0.333251953125], {}, "[9.998e-02 6.550e+04 3.333e-01]"],
  ["a float16 scalar", "float16", [], [0.0999755859375], {}, "0.1"],
  ["empty", "float32", [0], [], {}, "[]"],
  ["empty rows", "float32", [2, 0], [], {}, "[]"],
  ["no rows", "int32", [0, 3], [], {}, "[]"],
  [
    "lines wrap",
    "float32",
    [30],
    range(30, 1 / 7),
    {},
    "[0.         0.14285715 0.2857143  0.42857143 0.5714286  0.71428573\n 0.85714287 1.         1.1428572  1.2857143  1.4285715  1.5714285\n 1.7142857  1.8571428  2.         2.142857   2.2857144  2.4285715\n 2.5714285  2.7142856  2.857143   3.         3.142857   3.2857144\n 3.4285715  3.5714285  3.7142856  3.857143   4.         4.142857  ]",
  ],
  [
    "rows wrap",
    "int32",
    [2, 30],
    range(60, 1000),
    {},
    "[[    0  1000  2000  3000  4000  5000  6000  7000  8000  9000 10000 11000\n  12000 13000 14000 15000 16000 17000 18000 19000 20000 21000 22000 23000\n  24000 25000 26000 27000 28000 29000]\n [30000 31000 32000 33000 34000 35000 36000 37000 38000 39000 40000 41000\n  42000 43000 44000 45000 46000 47000 48000 49000 50000 51000 52000 53000\n  54000 55000 56000 57000 58000 59000]]",
  ],
  ["more than a thousand", "int32", [1001], range(1001), {}, "[   0    1    2 ...  998  999 1000]"],
  ["three digits", "float32", [3], [0.3333333432674408, 1.5, 2], { precision: 3 }, "[0.333 1.5   2.   ]"],
  [
    "three digits and an exponent",
    "float32",
    [2],
    [3.3333333249174757e-7, 1.5],
    { precision: 3 },
    "[3.333e-07 1.500e+00]",
  ],
  ["no digits", "float32", [2], [0.3333333432674408, 1.5], { precision: 0 }, "[0. 2.]"],
  [
    "fewer than the threshold allows",
    "int32",
    [2, 12],
    range(24),
    { threshold: 10, edgeItems: 2 },
    "[[ 0  1 ... 10 11]\n [12 13 ... 22 23]]",
  ],
  [
    "rank 3, abridged",
    "float32",
    [7, 7, 7],
    range(343),
    { threshold: 10, edgeItems: 1 },
    "[[[  0. ...   6.]\n  ...\n  [ 42. ...  48.]]\n\n ...\n\n [[294. ... 300.]\n  ...\n  [336. ... 342.]]]",
  ],
  [
    "axes of twice the edge are whole",
    "int32",
    [6, 6],
    range(36),
    { threshold: 10 },
    "[[ 0  1  2  3  4  5]\n [ 6  7  8  9 10 11]\n [12 13 14 15 16 17]\n [18 19 20 21 22 23]\n [24 25 26 27 28 29]\n [30 31 32 33 34 35]]",
  ],
  ["short lines", "int32", [12], range(12), { lineWidth: 20 }, "[ 0  1  2  3  4  5\n  6  7  8  9 10 11]"],
  [
    "lines too short for two",
    "float32",
    [2, 4],
    [0.5, 1000, 3, -2.25, 0.5, 1000, 3, -2.25],
    { lineWidth: 16 },
    "[[ 5.00e-01\n   1.00e+03\n   3.00e+00\n  -2.25e+00]\n [ 5.00e-01\n   1.00e+03\n   3.00e+00\n  -2.25e+00]]",
  ],
  [
    "what is left out does not count",
    "float32",
    [1101],
    [...range(500, 0), 1e10, ...range(600, 0)],
    {},
    "[0. 0. 0. ... 0. 0. 0.]",
  ],
  [
    "long strings",
    "string",
    [3],
    ["x".repeat(40), "y".repeat(40), "z"],
    {},
    "['xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'\n 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy' 'z']",
  ],
  ["an imaginary scalar", "complex64", [], [0, 2], {}, "2j"],
  ["a whole scalar beyond the digits", "float32", [], [123456792], {}, "1.2345679e+08"],
  ["a fraction of float16 beside a large one", "float16", [2], [0.5, 1000], {}, "[5.e-01 1.e+03]"],
  ["1e-4 itself", "float32", [2], [9.999999747378752e-5, 0.009999999776482582], {}, "[0.0001 0.01  ]"],
  ["a carry", "float32", [2], [1, 0.9999999403953552], { precision: 3 }, "[1. 1.]"],
  ["a carry with exponents", "float32", [2], [9.999599797083647e-7, 1], { precision: 3 }, "[1.e-06 1.e+00]"],
  ["negative zero alone", "float32", [], [-0], {}, "-0.0"],
  [
    "rows of complex",
    "complex64",
    [2, 2],
    [1, 0, 0, 2, 1.25, -1, -1000, 0],
    {},
    "[[    1.  +0.j     0.  +2.j]\n [    1.25-1.j -1000.  +0.j]]",
  ],
  [
    "summary of both axes",
    "float32",
    [40, 50],
    range(2000, 1 / 8),
    {},
    "[[0.00000e+00 1.25000e-01 2.50000e-01 ... 5.87500e+00 6.00000e+00\n  6.12500e+00]\n [6.25000e+00 6.37500e+00 6.50000e+00 ... 1.21250e+01 1.22500e+01\n  1.23750e+01]\n [1.25000e+01 1.26250e+01 1.27500e+01 ... 1.83750e+01 1.85000e+01\n  1.86250e+01]\n ...\n [2.31250e+02 2.31375e+02 2.31500e+02 ... 2.37125e+02 2.37250e+02\n  2.37375e+02]\n [2.37500e+02 2.37625e+02 2.37750e+02 ... 2.43375e+02 2.43500e+02\n  2.43625e+02]\n [2.43750e+02 2.43875e+02 2.44000e+02 ... 2.49625e+02 2.49750e+02\n  2.49875e+02]]",
  ],
];

test.each(ROWS)("%s", (_, dtype, shape, values, options, expected) => {
  const { HostArray: Host } = DTYPES[dtype];
  const host = dtype === "string" ? (values as string[]) : new Host(values.length);
  if (dtype !== "string") (host as Float32Array).set(values as number[]);
  expect(formatValues(host as DataOf<DType>, shape, dtype, options)).toBe(expected);
});

test("bfloat16, which NumPy has not, shows the digits it has", () => {
  expect(formatValues(Float32Array.of(0.10009765625, 2), [2], "bfloat16")).toBe("[0.1 2. ]");
});
