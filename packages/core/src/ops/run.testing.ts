/** A run of the op table: hands out records, counts, and prints what is wrong as it comes. */
import type { Run } from "../lanes/lanes.testing.ts";

export class TableRun implements Run<string, readonly string[]> {
  private readonly names: string[];
  private readonly started = Date.now();
  private done = 0;
  private failed = 0;

  constructor(names: readonly string[]) {
    this.names = [...names];
  }

  next(): string | undefined {
    return this.names.shift();
  }

  add(name: string, wrong: readonly string[]): void {
    this.done++;
    if (wrong.length === 0) return;
    this.failed++;
    console.log(`\n${name}:\n${wrong.join("\n")}\n`);
  }

  fail(name: string, why: string): void {
    this.add(name, [why]);
  }

  get good(): boolean {
    return this.failed === 0;
  }

  summary(): string {
    return `${this.done} ops in ${Math.round((Date.now() - this.started) / 1000)} s, ${this.failed} failed`;
  }
}
