import { parentPort, workerData } from "node:worker_threads";
import { SqliteDatabase } from "./database.js";
import type { WriterData, WriterMessage, WriterReply } from "./writer-messages.js";
import { type WriterCall, type WriterCalls, WriterProgram } from "./writer-program.js";

// The writer thread checks uploads and writes orders, the request log and the index of names, so that
// neither these checks nor disk syncs delay the main thread. writer-channel.ts is the other side.

if (parentPort !== null) {
  const port = parentPort;
  const { path, file, endedPause, ...lockWait } = workerData as WriterData;
  const database = await SqliteDatabase.open(path, { file });
  database.blockForLocks(lockWait);
  const program = new WriterProgram(database);

  const waitForEndOf = (pause: bigint): void => {
    for (;;) {
      const ended = Atomics.load(endedPause, 0);
      if (ended >= pause) return;
      Atomics.wait(endedPause, 0, ended);
    }
  };

  const answer = async <Call extends WriterCall>(
    call: Call,
    given: WriterCalls[Call]["given"],
    number: number,
  ): Promise<void> => {
    let reply: WriterReply;
    try {
      reply = { number, answer: await program[call](given as never) };
    } catch (fault) {
      reply = { number, fault };
    }
    port.postMessage(reply);
    if (call === "pause") waitForEndOf(given as bigint);
  };

  port.on("message", (message: WriterMessage) => {
    if (message !== "close") return void answer(message.call, message.given, message.number);
    void database.close().then(() => port.close());
  });
  port.postMessage({ number: 0, answer: undefined } satisfies WriterReply);
}
