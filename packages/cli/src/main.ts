import { runCommandLine } from "./command-line.js";
import { OutputErrors } from "./output-errors.js";
import { takeSignals, untilStopSignal } from "./stop-signals.js";

const outputErrors = new OutputErrors(process);

// Sets the exit code instead of calling process.exit(), which could lose output in a pipe.
process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: () => process.stdin,
  environment: process.env,
  untilStopped: untilStopSignal,
  untilServerStopped: () => {
    outputErrors.surviveAll();
    return untilStopSignal();
  },
  takeSignals,
});

// A connection to a server that hangs must not keep a command that has ended.
const STILL_OPEN_MS = 200;
setTimeout(() => {
  if (process.stdout.writableLength === 0) process.exit();
}, STILL_OPEN_MS).unref();
