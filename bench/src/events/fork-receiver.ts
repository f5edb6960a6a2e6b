import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Receiver, ReceiverCounts } from "./receiver.js";

/** Starts a receiver in a separate process, so that its work is not the measured server's or the run's. */
export async function forkReceiver(): Promise<Receiver> {
  const program = fileURLToPath(new URL("./receiver-program.js", import.meta.url));
  const child = fork(program, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const url = await nextMessage<string>(child);
  return {
    url,
    counts() {
      const counts = nextMessage<ReceiverCounts>(child);
      child.send("counts");
      return counts;
    },
    async stop() {
      if (!child.connected) return;
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}

/** The next message of the process; rejects if it exits instead. */
async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const message = once(child, "message", { signal }) as Promise<[T]>;
  const exit = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`the receiver of webhooks exited with code ${code}`);
  });
  try {
    const [value] = await Promise.race([message, exit]);
    return value;
  } finally {
    message.catch(() => {});
    exit.catch(() => {});
    waiting.abort();
  }
}
