/**
 * WHAT RUNS KERNELS: one function, `startEngine`, that every worker thread runs, and the device itself where memory cannot be
 * shared. It must stand alone (no imports, no names from outside): Node's workers are started from its source text.
 *
 * Threads follow one list of commands in a ring of shared integers, each thread at its own pace, and meet at barriers. Layout of
 * the control array, in 32-bit words:
 *
 * | word | meaning |
 * |---|---|
 * | 0 | position up to which commands have been written (grows, wraps around at 2³²) |
 * | 1 | commands finished by all threads |
 * | 2 | not 0: an engine failed, all stop |
 * | 3 | threads that have arrived at barriers, ever |
 * | 4, 5 | next chunk of the step being shared out (two, used in turn) |
 * | 6 | threads that are ready |
 * | 7 | not 0: somebody is looking at the page, and threads give way to it |
 * | 8 | always 0: to sleep on |
 * | 9 | 1 while a thread stays away, so that only one does |
 * | 16 … 143 | why an engine failed, a character a word |
 * | 144 … | the ring |
 *
 * A command is [length, kind, …]; see `Command`.
 */

/** The kinds of command, and the words that follow each. */
export const COMMANDS = {
  /** kernel, address, bytes: compiles a module whose bytes lie in memory. */
  compile: 1,
  /** recording, address, words, scratch address, scratch bytes per thread: reads a recording's steps. */
  define: 2,
  /** recording, then one address per slot the caller binds. */
  replay: 3,
  /** to, from, bytes. */
  copy: 4,
  /** number: posts that number to the device when everything before is done. */
  signal: 5,
  /** recording: forgets it. */
  forget: 6,
  /** kernel: forgets it. Recordings that use it go on. */
  drop: 7,
} as const;

export const CONTROL = {
  written: 0,
  finished: 1,
  failed: 2,
  arrived: 3,
  claim: 4,
  ready: 6,
  watched: 7,
  reason: 16,
  ring: 144,
} as const;

export type FromEngine =
  | { readonly kind: "ready" }
  | { readonly kind: "signal"; readonly number: number }
  | { readonly kind: "failed"; readonly message: string };

export interface EngineOptions {
  readonly memory: WebAssembly.Memory;
  /** Absent where commands are run at once by `run`. */
  readonly control: Int32Array | undefined;
  readonly thread: number;
  readonly threads: number;
  post(message: FromEngine): void;
}

export interface Engine {
  /** Runs one command at once (`command[0]` is its length). */
  run(command: ArrayLike<number>): void;
  /** Takes a module that was compiled elsewhere. */
  addModule(kernel: number, module: WebAssembly.Module): void;
}

/** Makes an engine; with a control array it never returns, but follows the ring. */
export function startEngine(options: EngineOptions): Engine {
  const { memory, control, thread, threads, post } = options;
  type Run = (...args: number[]) => void;
  interface Step {
    run: Run;
    tasks: number;
    chunks: number;
    args: number[];
    /** Pairs: position in `args`, index of the bound slot. */
    bound: number[];
    /** Arguments that move as loops turn: position in `args`, bytes to the first turn and its address, bytes per turn of each loop. */
    windows: { at: number; offset: number; address: number; strides: number[] }[];
  }
  /** Steps begin … end−1, `trips` times. */
  interface Loop {
    begin: number;
    end: number;
    trips: number;
  }
  const kernels = new Map<number, Run>();
  const recordings = new Map<number, { steps: Step[]; loops: Loop[] }>();
  let generation = 0;
  let claims = 0;

  const check = (): void => {
    if (control && Atomics.load(control, 2) !== 0) throw new Error("stopped");
  };

  /** Waits while word `at` has the value `value`: a while busily, then asleep. */
  const waitWhile = (at: number, value: number, spins: number): void => {
    for (let i = 0; i < spins; i++) if (Atomics.load(control!, at) !== value) return;
    Atomics.wait(control!, at, value);
  };

  // A page whose threads keep all cores waits for one at every step towards a frame: its script, the compositor, the GPU's process. So
  // the threads of a watched page sleep for an instant now and then, which is when the scheduler lets others in. A thread that wakes
  // late has met others: it stays away as long again, or until its fellows wait for it, and then looks out for more of them. One that
  // meets nobody looks less and less often. Times in ms.
  const [SOONEST, LATEST, BREATH, LATE, AWAY] = [0.25, 4, 0.05, 1, 4];
  let wait = SOONEST;
  let breathed = 0;
  const breathe = (): void => {
    if (Atomics.load(control!, 7) === 0) return;
    const now = performance.now();
    if (now - breathed < wait) return;
    Atomics.wait(control!, 8, 0, BREATH);
    breathed = performance.now();
    const late = breathed - now - BREATH;
    wait = late > LATE ? SOONEST : Math.min(2 * wait, LATEST);
    if (late <= LATE || Atomics.compareExchange(control!, 9, 0, 1) !== 0) return;
    Atomics.wait(control!, 8, 0, Math.min(late, AWAY));
    Atomics.store(control!, 9, 0);
    breathed = performance.now();
  };

  /** Returns when all threads have come here. */
  const barrier = (): void => {
    if (!control || threads === 1) return;
    generation = (generation + threads) | 0;
    const arrived = (Atomics.add(control, 3, 1) + 1) | 0;
    if (arrived === generation) {
      Atomics.notify(control, 3);
      return;
    }
    for (;;) {
      const now = Atomics.load(control, 3);
      if (((now - generation) | 0) >= 0) return;
      check();
      if (Atomics.load(control, 9) !== 0) Atomics.notify(control, 8);
      waitWhile(3, now, 4000);
    }
  };

  /** The memory's bytes, at least up to `end`: growing by nothing shows this thread what another has grown. */
  const bufferTo = (end: number): ArrayBufferLike => {
    if (memory.buffer.byteLength < end) memory.grow(0);
    return memory.buffer;
  };

  const addModule = (kernel: number, module: WebAssembly.Module): void => {
    const instance = new WebAssembly.Instance(module, { env: { memory } });
    kernels.set(kernel, instance.exports["run"] as Run);
  };

  const define = (id: number, address: number, words: number, scratch: number, scratchBytes: number): void => {
    const data = new Int32Array(bufferTo(address + 4 * words), address, words);
    const steps: Step[] = [];
    const loops: Loop[] = [];
    const mine = (scratch + thread * scratchBytes) | 0;
    let i = 1;
    for (let l = 0; l < data[0]!; l++) loops.push({ begin: data[i++]!, end: data[i++]!, trips: data[i++]! });
    while (i < words) {
      const kernel = data[i++]!;
      const tasks = data[i++]!;
      const chunks = data[i++]!;
      const count = data[i++]!;
      const args = [0, tasks, mine];
      const bound: number[] = [];
      const windows: Step["windows"] = [];
      for (let a = 0; a < count; a++) {
        const isBound = data[i++]!;
        const value = data[i++]!;
        if (isBound) bound.push(args.length, value);
        const depth = data[i++]!;
        if (depth > 0) {
          const offset = data[i++]!;
          const strides: number[] = [];
          for (let d = 1; d < depth; d++) strides.push(data[i++]!);
          windows.push({ at: args.length, offset, address: value + offset, strides });
        }
        args.push(isBound ? 0 : value);
      }
      steps.push({ run: kernels.get(kernel)!, tasks, chunks, args, bound, windows });
    }
    recordings.set(id, { steps, loops });
  };

  const replay = (command: ArrayLike<number>, at: number, mask: number): void => {
    const { steps, loops } = recordings.get(command[(at + 2) & mask]!)!;
    for (const { args, bound, windows } of steps) {
      for (let b = 0; b < bound.length; b += 2) {
        const address = command[(at + 3 + bound[b + 1]!) & mask]!;
        args[bound[b]!] = address;
        for (const w of windows) if (w.at === bound[b]) w.address = address + w.offset;
      }
    }
    // steps that only the first thread does follow on one another without a barrier
    let alone = false;
    const turns: number[] = [];
    const runStep = (step: Step): void => {
      const { run, tasks, chunks, args, windows } = step;
      const shared = control !== undefined && threads > 1 && chunks > 1;
      if (!shared && thread !== 0) {
        alone = true;
        return;
      }
      for (let w = 0; w < windows.length; w++) {
        const { at: position, address, strides } = windows[w]!;
        let moved = address;
        for (let d = 0; d < strides.length; d++) moved += strides[d]! * turns[d]!;
        args[position] = moved | 0;
      }
      if (!shared) {
        alone = true;
        args[0] = 0;
        args[1] = tasks;
        run(...args);
        return;
      }
      if (alone) barrier();
      alone = false;
      // the other counter has been left by all threads since the last barrier
      const slot = 4 + (claims & 1);
      if (thread === 0) Atomics.store(control!, 4 + ((claims + 1) & 1), 0);
      claims++;
      for (;;) {
        const chunk = Atomics.add(control!, slot, 1);
        if (chunk >= chunks) break;
        args[0] = Math.floor((tasks * chunk) / chunks);
        args[1] = Math.floor((tasks * (chunk + 1)) / chunks);
        run(...args);
        breathe();
      }
      barrier();
    };
    /** Steps begin … end−1; `next` is the first loop that is not around them. Returns the first loop after them. */
    const range = (begin: number, end: number, next: number): number => {
      let l = next;
      for (let s = begin; s < end;) {
        const loop = loops[l];
        if (!loop || loop.begin !== s || loop.end > end) {
          runStep(steps[s++]!);
          continue;
        }
        let after = l + 1;
        turns.push(0);
        for (let t = 0; t < loop.trips; t++) {
          turns[turns.length - 1] = t;
          after = range(loop.begin, loop.end, l + 1);
        }
        turns.pop();
        l = after;
        s = loop.end;
      }
      return l;
    };
    range(0, steps.length, 0);
  };

  /** Runs the command that starts at `at`; `mask` wraps positions around in the ring. */
  const execute = (command: ArrayLike<number>, at: number, mask: number): void => {
    const word = (i: number): number => command[(at + i) & mask]!;
    switch (word(1)) {
      case 1: {
        const address = word(3) >>> 0;
        // a copy outside shared memory: engines do not compile from that
        const bytes = new Uint8Array(word(4));
        bytes.set(new Uint8Array(bufferTo(address + word(4)), address, word(4)));
        return addModule(word(2), new WebAssembly.Module(bytes));
      }
      case 2:
        return define(word(2), word(3) >>> 0, word(4), word(5), word(6));
      case 3:
        return replay(command, at, mask);
      case 4: {
        if (thread !== 0) return;
        const [to, from, bytes] = [word(2) >>> 0, word(3) >>> 0, word(4) >>> 0];
        new Uint8Array(bufferTo(Math.max(to, from) + bytes)).copyWithin(to, from, from + bytes);
        return;
      }
      case 5:
        if (thread === 0) post({ kind: "signal", number: word(2) });
        return;
      case 6:
        recordings.delete(word(2));
        return;
      case 7:
        kernels.delete(word(2));
    }
  };

  const engine: Engine = { addModule, run: (command) => execute(command, 0, 0x7fffffff) };
  if (!control) return engine;

  const ring = control.subarray(144);
  const mask = ring.length - 1;
  let position = 0;
  try {
    Atomics.add(control, 6, 1);
    post({ kind: "ready" });
    for (;;) {
      const written = Atomics.load(control, 0);
      if (written === position) {
        check();
        waitWhile(0, written, 2000);
        continue;
      }
      check();
      const length = ring[position & mask]!;
      execute(ring, position, mask);
      position = (position + length) | 0;
      // commands are finished by all before any starts the next: what one thread writes the others may read
      barrier();
      if (thread === 0) {
        Atomics.store(control, 1, position);
        Atomics.notify(control, 1);
      }
    }
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    // the reason goes first: the others end when they see the mark
    if (message !== "Error: stopped") {
      for (let i = 0; i < Math.min(message.length, 127); i++) control[16 + i] = message.charCodeAt(i);
      post({ kind: "failed", message });
    }
    Atomics.store(control, 2, 1);
    for (const at of [0, 1, 3]) Atomics.notify(control, at);
  }
  return engine;
}
