/** @import { Reporter, TestModule } from 'vitest/node' */
import { writeFileSync } from 'node:fs';

/**
 * Writes how many tests passed, failed and were skipped to TEST_COUNTS_FILE. What fails outside a
 * test (a file that cannot be loaded, an unhandled error) counts as failed too.
 * @implements {Reporter}
 */
export default class CountsReporter {
  /**
   * @param {ReadonlyArray<TestModule>} modules
   * @param {ReadonlyArray<unknown>} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.TEST_COUNTS_FILE;
    if (!file) return;
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state === 'pending' ? 'failed' : state] += 1;
      }
      counts.failed += brokenSuites(module);
    }
    writeFileSync(file, JSON.stringify(counts));
  }
}

/** @param {TestModule} module */
function brokenSuites(module) {
  const suites = [...module.children.allSuites()];
  return module.errors().length + suites.filter((suite) => suite.errors().length > 0).length;
}
