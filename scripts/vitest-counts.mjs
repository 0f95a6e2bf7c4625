// A Vitest reporter that writes how many tests passed, failed and were skipped to the file WEIR_TEST_COUNTS names.
import { writeFileSync } from "node:fs";

/** @typedef {import("vitest/node").Reporter} Reporter */

/** @implements {Reporter} */
export default class CountsReporter {
  /** @param {readonly import("vitest/node").TestModule[]} modules */
  onTestRunEnd(modules) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state in counts) counts[/** @type {keyof typeof counts} */ (state)]++;
      }
    }
    writeFileSync(/** @type {string} */ (process.env.WEIR_TEST_COUNTS), JSON.stringify(counts));
  }
}
