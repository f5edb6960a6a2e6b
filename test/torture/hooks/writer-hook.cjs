/*
 * Loaded into a server with NODE_OPTIONS=--require, so the product needs no code for this test. At
 * SIGUSR2 it reads a command from the file that TORTURE_WRITER_COMMAND names:
 * - "kill" ends every writer thread,
 * - "break" also makes each new one fail at its start,
 * - "heal" lets new ones start again.
 */
const threads = require("node:worker_threads");
const { readFileSync } = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");

if (threads.isMainThread && process.env.TORTURE_WRITER_COMMAND) {
  const Original = threads.Worker;
  const running = new Set();
  let isBroken = false;
  threads.Worker = class Worker extends Original {
    constructor(program, options) {
      super(isBroken ? "throw new Error('the thread cannot start')" : program, {
        ...options,
        ...(isBroken ? { eval: true } : {}),
      });
      running.add(this);
      this.once("exit", () => running.delete(this));
    }
  };
  syncBuiltinESMExports();
  process.on("SIGUSR2", () => {
    const command = readFileSync(process.env.TORTURE_WRITER_COMMAND, "utf8");
    isBroken = command === "break";
    if (command !== "heal") for (const thread of running) void thread.terminate();
  });
}
