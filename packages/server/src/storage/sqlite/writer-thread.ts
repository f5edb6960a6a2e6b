import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { BATCH_SIZE_MAX, SqliteDatabase } from "./database.js";
import type { CommitMessage, WriterData, WriterMessage, WriterReply } from "./writer-messages.js";
import { type SingleCall, type WriterCalls, WriterProgram } from "./writer-program.js";

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

  const reply = (message: WriterReply): void => port.postMessage(message);

  const answer = async <Call extends SingleCall>(
    call: Call,
    given: WriterCalls[Call]["given"],
    number: number,
  ): Promise<void> => {
    try {
      reply({ number, answer: await program[call](given as never) });
    } catch (fault) {
      reply({ number, fault });
    }
    if (call === "pause") waitForEndOf(given as bigint);
  };

  const commit = (messages: readonly CommitMessage[]): void => {
    let replies: WriterReply[];
    try {
      const answers = program.commit(messages.map(({ given }) => given));
      replies = messages.map(({ number }, index) => ({ number, answer: answers[index] ?? [] }));
    } catch (fault) {
      // Nothing is committed. A call that cannot be read must not fail the others.
      if (messages.length > 1) return messages.forEach((message) => commit([message]));
      replies = messages.map(({ number }) => ({ number, fault }));
    }
    replies.forEach(reply);
  };

  /**
   * Commits what has arrived by now in one transaction: a larger commit writes fewer pages and syncs less
   * for each job. Returns the first message that is something else; null if there is none.
   */
  const commitArrived = (first: CommitMessage): WriterMessage | null => {
    const commits = [first];
    let next: WriterMessage | null = null;
    let jobCount = first.given.jobs.length;
    while (next === null && jobCount < BATCH_SIZE_MAX) {
      const received = receiveMessageOnPort(port);
      if (received === undefined) break;
      const message = received.message as WriterMessage;
      if (message !== "close" && message.call === "commit") {
        commits.push(message);
        jobCount += message.given.jobs.length;
      } else next = message;
    }
    commit(commits);
    return next;
  };

  const serve = (message: WriterMessage): void => {
    if (message === "close") {
      void database.close().then(() => port.close());
    } else if (message.call === "commit") {
      const next = commitArrived(message);
      if (next !== null) serve(next);
    } else void answer(message.call, message.given, message.number);
  };

  port.on("message", serve);
  port.postMessage({ number: 0, answer: undefined } satisfies WriterReply);
}
