/** Several buffers that read as one. */

/** Bytes: a buffer, or a view of a part of one. */
type Bytes = ArrayBuffer | ArrayBufferView;

/**
 * Buffers one after the other, without joining them: `slice` copies no more than is asked for.
 * @example
 * const both = new tf.io.CompositeArrayBuffer([Uint8Array.of(1, 2), Uint8Array.of(3, 4)]);
 * new Uint8Array(both.slice(1, 3)) // [2, 3]
 */
export class CompositeArrayBuffer {
  readonly byteLength: number;
  private readonly pieces: readonly Uint8Array[];
  /** Where each piece begins, and where the last ends. */
  private readonly starts: readonly number[];

  /** Returns the bytes of all `buffers` in one. */
  static join(buffers?: Bytes | readonly Bytes[]): ArrayBuffer {
    return new CompositeArrayBuffer(buffers).slice();
  }

  constructor(buffers: Bytes | readonly Bytes[] = []) {
    const list = Array.isArray(buffers) ? (buffers as readonly Bytes[]) : [buffers as Bytes];
    this.pieces = list.map((b) =>
      ArrayBuffer.isView(b) ? new Uint8Array(b.buffer, b.byteOffset, b.byteLength) : new Uint8Array(b),
    );
    const starts = [0];
    for (const p of this.pieces) starts.push(starts.at(-1)! + p.length);
    this.starts = starts;
    this.byteLength = starts.at(-1)!;
  }

  /** Returns a copy of bytes `start` to `end`, kept within what there is. */
  slice(start = 0, end: number = this.byteLength): ArrayBuffer {
    const from = clamp(Number(start) || 0, this.byteLength);
    const to = Math.max(from, clamp(Number.isNaN(Number(end)) ? 0 : Number(end), this.byteLength));
    const out = new Uint8Array(to - from);
    let at = from;
    for (let i = this.pieceAt(from); at < to; i++) {
      const begin = this.starts[i]!;
      const part = this.pieces[i]!.subarray(at - begin, to - begin);
      out.set(part, at - from);
      at += part.length;
    }
    return out.buffer;
  }

  /** The last piece that begins at or before `byte`. */
  private pieceAt(byte: number): number {
    let [low, high] = [0, this.pieces.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= byte) low = middle;
      else high = middle;
    }
    return low;
  }
}

function clamp(byte: number, length: number): number {
  return Math.max(0, Math.min(length, byte));
}

/**
 * Returns the bytes of all `buffers` in one.
 * @example
 * const joined = tf.io.concatenateArrayBuffers([Uint8Array.of(1, 2).buffer, Uint8Array.of(3).buffer]);
 * new Uint8Array(joined) // [1, 2, 3]
 */
export function concatenateArrayBuffers(buffers: ArrayBuffer | readonly ArrayBuffer[]): ArrayBuffer {
  return CompositeArrayBuffer.join(buffers);
}
