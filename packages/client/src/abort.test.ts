import { expect, it } from "vitest";
import { sleep, untilAborted } from "./abort.js";

it("a pause of an hour ends when its signal aborts", async () => {
  const controller = new AbortController();
  const pause = sleep(3_600_000, controller.signal);
  controller.abort();
  await expect(pause).resolves.toBeUndefined();
});

it("a pause does not begin when its signal has already aborted", async () => {
  await expect(sleep(3_600_000, AbortSignal.abort())).resolves.toBeUndefined();
});

it("a wait for shared work ends with the signal's reason, and the work continues", async () => {
  const controller = new AbortController();
  const work = sleep(1).then(() => "done");
  const wait = untilAborted(work, controller.signal);
  controller.abort("cancelled");
  await expect(wait).rejects.toBe("cancelled");
  await expect(untilAborted(work)).resolves.toBe("done");
});

it("a wait does not begin when the signal has already aborted", async () => {
  const never = new Promise(() => {});
  await expect(untilAborted(never, AbortSignal.abort("cancelled"))).rejects.toBe("cancelled");
});
