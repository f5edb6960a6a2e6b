import { startReceiver } from "./receiver.js";

/* The process of a receiver: it sends its URL, and its counts when it is asked for them. */

// Without the parent process, the receiver is not needed.
process.once("disconnect", () => process.exit());
const receiver = await startReceiver();
process.on("message", () => {
  void receiver.counts().then((counts) => process.send?.(counts));
});
process.send?.(receiver.url);
