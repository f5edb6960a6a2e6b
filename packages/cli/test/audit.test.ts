import type { AuditEntryRepresentation } from "@dingdan/contract";
import { createDingdan, type Dingdan } from "@dingdan/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "./support/installation.js";
import { readCommand, runCommand } from "./support/run-command.js";
import { register } from "./support/wire.js";

let dingdan: Dingdan;
beforeAll(async () => {
  dingdan = await createDingdan({ clock: "frozen", adminKey: ADMIN_KEY });
  await register(dingdan.url);
});
afterAll(() => dingdan.close());

const run = (words: readonly string[], stdin = "") =>
  runCommand(dingdan, ["audit", ...words], stdin);

interface Verified {
  readonly checked: number;
  readonly fault: { readonly kind: string; readonly sequence: number } | null;
  readonly head: { readonly sequence: number; readonly hash: string };
}

async function verify(words: readonly string[], stdin = "") {
  const { code, out, err } = await run(["verify", ...words, "--json"], stdin);
  expect(err).toBe("");
  return { code, ...(JSON.parse(out) as Verified) };
}

const exported = async () => (await run(["export"])).out;

describe("audit list", () => {
  test("shows who did what, to what, and how it ended, the newest last", async () => {
    const { code, out } = await run(["list"]);
    expect(code).toBe(0);
    expect(out).toMatch(/default\s[^]*createApp[^]*appid wx[^]*done[^]*setPermission/);
    const listed = await readCommand<AuditEntryRepresentation[]>(dingdan, [
      "audit",
      "list",
      "--operation",
      "createApp",
      "--limit",
      "1",
    ]);
    expect(listed).toMatchObject([{ operation: "createApp", stage: "ended", status: 201 }]);
    expect((await run(["list", "--actor", "none"])).out).toContain("No call is recorded yet.");
  });
});

describe("audit verify", () => {
  test("prints the head of a chain that is whole, which the next verification takes", async () => {
    const { code, out } = await run(["verify"]);
    expect(code).toBe(0);
    const { checked, head } = await verify([]);
    expect(out).toContain(`${checked} entries: the chain is whole`);
    expect(out).toContain(`${head.sequence}:${head.hash}`);
    expect(await verify(["--head", `${head.sequence}:${head.hash}`])).toMatchObject({ code: 0 });
  });

  test("finds by a noted head that the chain was cut or written again", async () => {
    const { head } = await verify([]);
    const later = await verify(["--head", `${head.sequence + 1}:${head.hash}`]);
    expect(later).toMatchObject({ code: 1, fault: { kind: "truncated" } });
    const other = await verify(["--head", `1:${head.hash}`]);
    expect(other).toMatchObject({ code: 1, fault: { kind: "rewritten", sequence: 1 } });
    expect(await run(["verify", "--head", "7"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("SEQUENCE:HASH"),
    });
  });

  test("checks an export without a server, and names the first wrong entry", async () => {
    const lines = (await exported()).trimEnd().split("\n");
    const check = (changed: readonly string[]) =>
      verify(["--file", "-"], changed.map((line) => `${line}\n`).join(""));
    expect(await check(lines)).toMatchObject({ code: 0, checked: lines.length, fault: null });
    const [first = "", second = "", third = "", ...rest] = lines;
    const edited = second.replace('"status":201', '"status":403');
    expect(edited).not.toBe(second);
    expect(await check([first, edited, third, ...rest])).toMatchObject({
      code: 1,
      checked: 1,
      fault: { kind: "changed", sequence: 2 },
    });
    expect(await check([first, third, ...rest])).toMatchObject({
      fault: { kind: "removed", sequence: 2 },
    });
    expect(await check([first, second, second, third])).toMatchObject({
      fault: { kind: "reordered", sequence: 2 },
    });
    const { code, out } = await run(["verify", "--file", "-"], `${first}\n${third}\n`);
    expect({ code, out }).toMatchObject({
      code: 1,
      out: expect.stringContaining("removed: Entry 2"),
    });
  });

  test("rejects a file that is no export", async () => {
    expect(await run(["verify", "--file", "-"], '{"a":1}\n{"a":2}\n')).toMatchObject({
      code: 2,
      err: expect.stringContaining("line 1"),
    });
  });
});
