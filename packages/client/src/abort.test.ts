import { expect, it } from "vitest";
import { sleep, untilAborted } from "./abort.js";

it("a pause ends when its signal aborts, however long it was to last", async () => {
  const controller = new AbortController();
  const pause = sleep(3_600_000, controller.signal);
  controller.abort();
  await expect(pause).resolves.toBeUndefined();
});

it("a pause does not begin when its signal has aborted before", async () => {
  await expect(sleep(3_600_000, AbortSignal.abort())).resolves.toBeUndefined();
});

it("a wait for shared work ends with the signal's reason, and the work goes on", async () => {
  const controller = new AbortController();
  const work = sleep(1).then(() => "done");
  const wait = untilAborted(work, controller.signal);
  controller.abort("gone");
  await expect(wait).rejects.toBe("gone");
  await expect(untilAborted(work)).resolves.toBe("done");
});

it("a wait does not begin when the signal has aborted before", async () => {
  const never = new Promise(() => {});
  await expect(untilAborted(never, AbortSignal.abort("gone"))).rejects.toBe("gone");
});
