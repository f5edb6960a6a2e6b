import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { builtModules } from "./test/built-modules.js";
import { BUNDLED_WRITER_THREAD } from "./test/bundled-writer-thread.js";
import { SlowFilesFirst } from "./test/slow-files-first.js";

export default defineConfig({
  plugins: [builtModules()],
  test: {
    include: ["packages/*/src/**/*.test.ts", "packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    // A test that waits for processes that it starts may need half a minute on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Vitest gives up after 1 s, which one call to a platform may take on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    // Many tests wait for a process, a browser or a disk: with a worker for each core, a third of the
    // processors' time was idle.
    maxWorkers: availableParallelism() + 1,
    // The files of a worker share what they load, which takes longer than many of them. A test that changes
    // what others load (a mock, a timer) puts it back.
    isolate: false,
    // Each test makes a platform and drops it. With V8's small space for new objects, a sixth of the tests'
    // time went into collecting them.
    execArgv: ["--max-semi-space-size=64", BUNDLED_WRITER_THREAD],
    sequence: { sequencer: SlowFilesFirst },
    globalSetup: [
      "packages/server/test/support/postgres-setup.ts",
      "test/bundled-command.ts",
      "test/bundled-writer-thread.ts",
    ],
  },
});
