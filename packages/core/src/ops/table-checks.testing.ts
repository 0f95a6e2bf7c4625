/** A record of the op table on the device that is open: by its own cases and at every edge, against the float64 oracle. */
import type { DType } from "../ir/dtype.ts";
import { callOf, gradientChecks, secondChecks, settle, valueCheck } from "./device-checks.testing.ts";
import { allCases, bySize, dtypeOf, edgeCalls, hasElements } from "./edges.testing.ts";
import type { Case, CaseInput, OpRecord } from "./record.ts";

/** Computes what the record can be asked for. Resolves to what is wrong. */
export async function checkRecord(record: OpRecord): Promise<readonly string[]> {
  const wrong: string[] = [];
  const own = [...record.cases, ...otherDTypes(record)];
  for (const [i, c] of own.entries()) {
    const call = callOf(c, i);
    wrong.push(...(await settle([valueCheck(record, call)])), ...(await settle(gradientChecks(record, call))));
  }
  // one program for all of these
  const shapes = allCases(record)
    .slice(record.cases.length)
    .map((c, i) => callOf(c, own.length + i));
  const rest = await settle([
    ...shapes.flatMap((call) => [valueCheck(record, call), ...gradientChecks(record, call)]),
    ...edgeCalls(record).map((call) => ({ ...valueCheck(record, call), signs: !record.without?.zeroSign })),
    ...secondChecks(record),
  ]);
  return [...wrong, ...rest];
}

/** What a case says of float32 holds of the other floats, and where elements only move of all dtypes; what it says of int32, of other integers. */
function related({ moves }: OpRecord): readonly (readonly [DType, readonly DType[]])[] {
  return [
    ["float32", ["float16", "bfloat16", ...(moves ? (["bool", "uint32"] as const) : [])]],
    ["int32", ["int8", "uint8", "uint32"]],
  ];
}

/** Records about the dtypes themselves. */
const OF_ONE_DTYPE: ReadonlySet<string> = new Set(["bitcast", "narrow"]);

/** The smallest case of each of those dtypes, with every input of it in another one that no case is in. */
function otherDTypes(record: OpRecord): Case[] {
  if (OF_ONE_DTYPE.has(record.name)) return [];
  const taken = new Set(record.cases.flatMap((c) => c.inputs.map(dtypeOf)));
  return related(record).flatMap(([from, others]) => {
    const changes = (i: CaseInput): boolean => dtypeOf(i) === from && !i.bounded;
    const [smallest] = record.cases.filter((c) => hasElements(c) && c.inputs.some(changes)).sort(bySize);
    if (!smallest) return [];
    return others
      .filter((dtype) => !taken.has(dtype) && taken.add(dtype))
      .map((dtype): Case => ({
        ...smallest,
        inputs: smallest.inputs.map((i) => (changes(i) ? { ...i, dtype, range: within(dtype, i.range) } : i)),
      }));
  });
}

function within(dtype: DType, [low, high]: readonly [number, number] = [-2, 2]): readonly [number, number] {
  return dtype.startsWith("u") ? [Math.max(0, low), Math.max(1, high)] : [low, high];
}
