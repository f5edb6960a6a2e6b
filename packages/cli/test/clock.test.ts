import { createDingdan, type Dingdan } from "@dingdan/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_KEY } from "./support/installation.js";
import { readCommand, runCommand } from "./support/run-command.js";

const STARTS_AT = new Date("2026-11-20T10:00:00.500+08:00");

let dingdan: Dingdan;
beforeAll(async () => {
  dingdan = await createDingdan({ clock: "frozen", startsAt: STARTS_AT, adminKey: ADMIN_KEY });
});
afterAll(() => dingdan.close());

const run = (...words: readonly string[]) => runCommand(dingdan, ["clock", ...words]);
const now = async () =>
  Date.parse((await readCommand<{ now: string }>(dingdan, ["clock", "show"])).now);

test("a sandbox's clock is shown, moved by a duration, and set to an instant, never back", async () => {
  expect((await run("show")).out).toMatch(/2026-11-20 10:00:00 UTC\+8[^]*can be moved ahead/);

  const advanced = await run("advance", "36h");
  expect(advanced).toMatchObject({ code: 0 });
  expect(advanced.out).toMatch(/2026-11-21 22:00:00 UTC\+8[^]*nothing fell due/);
  expect(await now()).toBe(STARTS_AT.getTime() + 36 * 3_600_000);

  expect((await run("set", "2026-12-01T08:00:00+08:00")).code).toBe(0);
  expect((await now()) - Date.parse("2026-12-01T08:00:00+08:00")).toBe(500);

  const back = await run("set", "2026-11-30T08:00:00+08:00");
  expect(back).toMatchObject({ code: 2, err: expect.stringContaining("clock is past") as string });
  const far = await run("set", "2028-11-30T08:00:00+08:00");
  expect(far).toMatchObject({ code: 2, err: expect.stringContaining("several steps") as string });
});

test("clock +6h is short for advance, and takes the same flags", async () => {
  const startsAtMs = await now();
  expect(await run("+6h")).toMatchObject({ code: 0, err: "" });
  expect(await run("+90s")).toMatchObject({ code: 0 });
  await readCommand(dingdan, ["clock", "+30m"]);
  await run("advance", "+2d");
  expect(await now()).toBe(startsAtMs + (6 * 3600 + 90 + 1800 + 2 * 86_400) * 1000);
});

test("clock says what it lacks, and what is no command of it", async () => {
  expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining("<duration>") });
  const typo = await run("shwo");
  expect(typo).toMatchObject({ code: 2, err: expect.stringContaining("not a duration: shwo") });
  expect(typo.err).toContain("dingdan clock --help");
  const back = await run("-6h");
  expect(back).toMatchObject({ code: 2, err: expect.stringContaining("unknown option: -6h") });
  expect((await run("--help")).out).toMatch(/show[^]*advance[^]*set/);
});

test.each([
  ["advance", "2w", "not a duration: 2w"],
  ["advance", "367d", "not a duration: 367d"],
  ["advance", "36", "not a duration: 36"],
  ["advance", "++6h", "not a duration: ++6h"],
  ["set", "2026-12-01 08:00", "not a time with an offset: 2026-12-01 08:00"],
])("clock %s %s says what is wrong, and moves nothing", async (command, value, message) => {
  const before = await now();
  const { code, err } = await run(command, value);
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(message) as string });
  expect(await now()).toBe(before);
});

test("a clock that is not a sandbox's is shown, and not moved", async () => {
  const real = await createDingdan({ sandbox: false, adminKey: ADMIN_KEY });
  expect((await runCommand(real, ["clock", "show"])).out).toContain("cannot be moved");
  const moved = await runCommand(real, ["clock", "advance", "1d"]);
  expect(moved).toMatchObject({ code: 1, err: expect.stringContaining("--sandbox") as string });
  await real.close();
});
