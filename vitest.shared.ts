import { defineConfig } from 'vitest/config';

const conditions = ['@transpose/source', 'node', 'import', 'default'];

/** What every package's tests share: other packages are read from their sources, so that no build has to come first. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  // A busy machine is no reason to fail: the limit only ends what hangs.
  test: { include: ['{src,test}/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
});
