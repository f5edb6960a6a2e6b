import { runCommandLine } from "./command-line.js";
import { takeSignals, untilStopSignal } from "./stop-signals.js";

// A reader that needs no more output (`dingdan app list | head -1`) closes the pipe: not an error.
// A server whose log is no longer read keeps running.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// Sets the exit code instead of calling process.exit(), which could lose output in a pipe.
process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: () => process.stdin,
  environment: process.env,
  untilStopped: untilStopSignal,
  takeSignals,
});

// A connection to a server that hangs must not keep a command that has ended.
const STILL_OPEN_MS = 1_000;
setTimeout(() => {
  if (process.stdout.writableLength === 0) process.exit();
}, STILL_OPEN_MS).unref();
