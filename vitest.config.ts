import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { builtModules } from "./test/built-modules.js";

export default defineConfig({
  plugins: [builtModules()],
  test: {
    include: ["packages/*/src/**/*.test.ts", "packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    // A test that waits for a process that it starts may need some seconds on a busy machine.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Many tests wait for a process, a browser or a disk: with a worker for each core, a third of the
    // processors' time was idle.
    maxWorkers: availableParallelism() + 1,
    // The files of a worker share what they load, which takes longer than many of them. A test that changes
    // what others load (a mock, a timer) puts it back.
    isolate: false,
    globalSetup: ["packages/server/test/support/postgres-setup.ts"],
  },
});
