/** Why some families lack an edge of the table's tests: reasons that several records share. */
import type { OpRecord } from "./record.ts";

type Without = NonNullable<OpRecord["without"]>;

export const WITHOUT_AXES: Without = { rank0: "goes along an axis" };

export const OF_MATRICES: Without = { rank0: "takes matrices" };

const IMAGES = "takes batches of lines, planes or spaces, with channels";
export const OF_IMAGES: Without = { rank0: IMAGES, rank6: IMAGES };

const ROWS = "takes rows that the public functions make";
export const OF_ROWS: Without = { rank0: ROWS, rank6: ROWS };

/** Whether a sum over one −0 is −0. */
export const SUM_FROM_ZERO: Without = { zeroSign: "a sum starts from 0 or from its first term, as the kernel likes" };

/** Whether 0 or −0 comes out is not what the reference says. */
export const EITHER_ZERO: Without = { zeroSign: "of 0 and −0, which is larger is the device's choice" };
