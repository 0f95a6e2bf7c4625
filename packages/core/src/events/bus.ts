// The bus between a run and its watchers: free when nobody listens, safe when a listener throws, with enough memory for latecomers.
import type { GraphEvent, HelloEvent, ScalarsEvent, StatsEvent, WeirCommand, WeirReport } from "./event.ts";

/** Receives reports. What it throws is caught; after three errors it is dropped. */
export type ReportListener = (report: WeirReport) => void;

/** Receives commands. What it throws is caught; after three errors it is dropped. */
export type CommandListener = (command: WeirCommand) => void;

/** The reports that describe the run as a whole: only the newest of each matters to a latecomer. */
interface Announcements {
  readonly hello: HelloEvent;
  readonly graph: GraphEvent;
  readonly stats: StatsEvent;
}

/** Joins a run with whoever watches it. Reports flow one way, commands the other. */
export interface EventBus {
  /** Whether anybody listens to reports. Check it before doing any work for a report: `if (bus.active) bus.emit(…)`. */
  readonly active: boolean;
  /** Hands a report to every listener, in order of subscription, and keeps it for latecomers (see `subscribe`). Never throws. */
  emit(report: WeirReport): void;
  /**
   * Keeps a recipe for a report that is costly to make. It is made at once when somebody listens, else when the first listener comes, else never.
   * A new recipe replaces the old one of the same type.
   */
  announce<T extends keyof Announcements>(type: T, make: () => Announcements[T]): void;
  /**
   * Calls `listener` with what it missed (the last hello, graph and stats, and the scalars that still fit the history) and then with every new report.
   * Returns a function that ends the subscription.
   */
  subscribe(listener: ReportListener): () => void;
  /** Hands a command to the run's handlers. Never throws. Returns how many handlers received it: 0 says that nobody obeys. */
  send(command: WeirCommand): number;
  /** Calls `handler` with every command from now on. A handler does not make the bus `active`. Returns a function that ends it. */
  handle(handler: CommandListener): () => void;
}

/** Settings of `createBus`. */
export interface BusOptions {
  /** How many scalar values are kept for latecomers. Default 262,144 (1 MB). */
  readonly historyValues?: number;
  /** Told about the first error of each listener. Default: `console.error`. */
  readonly onError?: (message: string, error: unknown) => void;
}

/** A listener that threw this often is dropped: one slip is forgiven, a broken panel does not fill the console. */
const MAX_ERRORS = 3;

/**
 * Returns a new bus that nobody listens to.
 * @see docs/protocol.md
 * @example
 * const [mine, types] = [createBus(), []];
 * mine.subscribe((report) => types.push(report.type));
 * mine.emit({ type: "log", level: "info", kind: "message", step: 0, time: Date.now(), message: "ready" });
 * types // ["log"]
 */
export function createBus(options: BusOptions = {}): EventBus {
  const onError = options.onError ?? ((message, error) => console.error(message, error));
  const reports = audience<WeirReport>("report", onError);
  const commands = audience<WeirCommand>("command", onError);
  const scalars = scalarHistory(options.historyValues ?? 262_144);
  const latest = new Map<string, () => WeirReport>();

  function remember(report: WeirReport): void {
    if (report.type === "hello" && isNewRun(report)) {
      scalars.clear();
      latest.clear();
    }
    if (report.type === "scalars") scalars.push(report);
    if (report.type === "hello" || report.type === "graph" || report.type === "stats")
      latest.set(report.type, () => report);
  }

  /** A repeated hello must not wipe the history it belongs to. */
  function isNewRun(report: HelloEvent): boolean {
    const known = latest.get("hello")?.();
    return known?.type !== "hello" || known.run !== report.run;
  }

  function emit(report: WeirReport): void {
    remember(report);
    reports.tell(report);
  }

  return {
    get active() {
      return reports.size() > 0;
    },
    emit,
    announce(type, make) {
      // A hello that nobody has seen still starts a new run, so it is made (it is small); the rest can wait.
      if (reports.size() === 0 && type !== "hello") return void latest.set(type, once(make));
      try {
        emit(make());
      } catch (error) {
        onError(`weir: a ${type} report could not be made; the run goes on without it.`, error);
      }
    },
    subscribe(listener) {
      const member = reports.add(listener);
      for (const type of ["hello", "graph", "stats"]) {
        const make = latest.get(type);
        if (make) reports.tellOne(member, make);
        if (type === "graph") for (const frame of scalars.frames()) reports.tellOne(member, () => frame);
      }
      return () => reports.remove(member);
    },
    send: commands.tell,
    handle(handler) {
      const member = commands.add(handler);
      return () => commands.remove(member);
    },
  };
}

/** The bus that core and nn report to. Boards on the same page subscribe to it directly. */
export const bus: EventBus = createBus();

interface Member<T> {
  readonly listen: (message: T) => void;
  errors: number;
}

/** A set of guarded listeners. The list is replaced, never changed, so listeners may come and go while a message is told. */
function audience<T>(kind: string, onError: (message: string, error: unknown) => void) {
  let members: readonly Member<T>[] = [];

  function remove(member: Member<T>): void {
    members = members.filter((other) => other !== member);
  }

  function tellOne(member: Member<T>, make: () => T): void {
    try {
      member.listen(make());
    } catch (error) {
      member.errors += 1;
      if (member.errors === 1)
        onError(
          `weir: a ${kind} listener threw; the run goes on, and the listener is dropped after ${MAX_ERRORS} errors.`,
          error,
        );
      if (member.errors >= MAX_ERRORS) remove(member);
    }
  }

  return {
    size: () => members.length,
    remove,
    tellOne,
    add(listen: (message: T) => void): Member<T> {
      const member: Member<T> = { listen, errors: 0 };
      members = [...members, member];
      return member;
    },
    tell(message: T): number {
      const told = members;
      for (const member of told) if (members.includes(member)) tellOne(member, () => message);
      return told.length;
    },
  };
}

/** The newest scalar frames holding at most `limit` values together; the oldest go first. */
function scalarHistory(limit: number) {
  let frames: ScalarsEvent[] = [];
  let values = 0;
  const sizeOf = (frame: ScalarsEvent) => frame.steps.length * frame.columns.length;
  return {
    frames: (): readonly ScalarsEvent[] => frames.slice(),
    push(frame: ScalarsEvent): void {
      frames.push(frame);
      values += sizeOf(frame);
      let drop = 0;
      for (; values > limit && drop < frames.length; drop++) values -= sizeOf(frames[drop] as ScalarsEvent);
      if (drop > 0) frames = frames.slice(drop);
    },
    clear(): void {
      frames = [];
      values = 0;
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
