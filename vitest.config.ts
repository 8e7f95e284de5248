import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };
import { sourcesHash } from './scripts/lib/build.js';

// Tests never see how the machine's own Loom is set up.
for (const name of Object.keys(process.env)) {
  if (name.startsWith('LOOM_')) delete process.env[name];
}

/** Of things that come when they come: a busy machine takes longer than the usual second. */
const patience = { poll: { timeout: 15_000 } };

/** What both kinds of tests start with. */
const common = {
  env: { TEST_SEED: process.env.TEST_SEED ?? sourcesHash().slice(0, 8) },
  setupFiles: './scripts/vitest/same-values.js',
  expect: patience,
};

export default defineConfig({
  define: { __LOOM_VERSION__: JSON.stringify(packageJson.version) },
  test: {
    reporters: ['default', './scripts/vitest/counts-reporter.js'],
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: ['src-*/**/*.test.{ts,tsx}', 'bench/**/*.test.ts', 'scripts/**/*.test.js'],
          // They run real processes and large payloads, and a busy machine is slow at both.
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Whole-app runs: many processes each, so few files at once, and after the unit tests.
        test: {
          ...common,
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: './scripts/vitest/require-build.js',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
