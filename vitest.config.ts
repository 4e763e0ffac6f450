import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * The suffix of a test file says what it needs: `.test` Node, `.dom.test` jsdom, `.pg.test` a real PostgreSQL,
 * `.browser.test` and `.e2e` a real browser, one at a time.
 */
const everywhere = ['**/node_modules/**', '**/.output/**', '**/.data/**'];
const elsewhere = ['dom', 'pg', 'browser'].map((suffix) => `tests/**/*.${suffix}.test.{ts,tsx}`);

export default defineConfig({
  test: {
    // Of two processors one would be left idle, and the tests wait more than they reckon.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'node',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...everywhere, ...elsewhere],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'dom',
          include: ['tests/**/*.dom.test.{ts,tsx}'],
          exclude: everywhere,
          environment: 'jsdom',
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'pg',
          include: ['tests/**/*.pg.test.ts'],
          exclude: everywhere,
          globalSetup: ['tests/support/postgres.ts'],
          setupFiles: ['tests/support/quick-passwords.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/**/*.browser.test.ts'],
          exclude: everywhere,
          fileParallelism: false,
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.e2e.ts'],
          globalSetup: ['tests/e2e/build-extension.ts'],
          exclude: everywhere,
          fileParallelism: false,
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
