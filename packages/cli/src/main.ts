import { runCommandLine } from "./command-line.js";
import { takeSignals, untilStopSignal } from "./stop-signals.js";

// A reader that has seen enough (`dingdan app list | head -1`) closes the pipe: that is no failure.
// A server whose log nobody reads any more goes on without it.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// The exit code is left for the process to end with, so that what was written to a pipe gets there.
process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: () => process.stdin,
  environment: process.env,
  untilStopped: untilStopSignal,
  takeSignals,
});
