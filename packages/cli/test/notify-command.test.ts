import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dingdan, dingdanJson, exampleFile, temporaryFolder } from "./support/command.js";

/* `dingdan notify` as a process, against the example receiver of packages/cli/examples. */

const EXAMPLE = fileURLToPath(new URL("../examples/wechatpay-receiver.mjs", import.meta.url));

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const run = (words: readonly string[]) => dingdan(["notify", ...words], { cwd: folder.path });
const keysFile = () => join(folder.path, "wechatpay-test-keys.json");

interface Report {
  readonly grade: Record<"must" | "should", { readonly passed: number; readonly judged: number }>;
  readonly failed: number;
  readonly unobservable: number;
  readonly cases: readonly { readonly name: string; readonly verdict: string }[];
}

/** docs/test-your-receiver.md, which shows a check of the example receiver. */
const page = (suffix: string) =>
  readFileSync(new URL(`../../../docs/test-your-receiver${suffix}.md`, import.meta.url), "utf8");

/** Starts the example receiver with new keys and orders, and ends it after the step. */
async function withExample(step: (url: string) => Promise<void>): Promise<void> {
  await run(["keys"]);
  const orders = await run(["orders", "--json"]);
  writeFileSync(join(folder.path, "orders.json"), orders.out);
  const receiver = spawn(process.execPath, [EXAMPLE], {
    cwd: folder.path,
    env: { PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(receiver.stdout, "data")) as [Buffer];
    await step(String(line).trim());
  } finally {
    const ended = once(receiver, "close");
    receiver.kill();
    await ended;
  }
}

describe("notify keys", () => {
  test("prints the receiver's keys, and keeps the private ones in a file for the owner", async () => {
    const { code, out } = await run(["keys"]);
    expect(code).toBe(0);
    const { public_key: publicKey, certificate } = JSON.parse(readFileSync(keysFile(), "utf8"));
    expect(statSync(keysFile()).mode & 0o777).toBe(0o600);
    for (const shown of [
      publicKey.id,
      certificate.serial,
      "BEGIN PUBLIC KEY",
      "BEGIN CERTIFICATE",
    ]) {
      expect(out).toContain(shown);
    }
    expect(out).not.toContain("PRIVATE KEY");
  });

  test("does not replace keys that a receiver may know", async () => {
    await run(["keys"]);
    const before = readFileSync(keysFile(), "utf8");
    const again = await run(["keys"]);
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("already exists") });
    expect(readFileSync(keysFile(), "utf8")).toBe(before);
  });
});

describe("notify orders", () => {
  test("takes numbers, amount and merchant from the user's own transaction", async () => {
    const file = exampleFile("payment.json");
    const { out } = await run(["orders", "--order", file, "--json"]);
    expect(JSON.parse(out)[0]).toEqual({
      kind: "ordinary",
      out_trade_no: "DINGDAN-20220520-0001-01",
      mchid: "1900000109",
      appid: "wxd678efh567hg6787",
      openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
      total: 1667500,
    });
  });

  test("names the member of a transaction that is missing", async () => {
    const file = join(folder.path, "order.json");
    writeFileSync(file, '{"out_trade_no":"SHOP-0001","mchid":"1900000109"}');
    const { code, err } = await run(["orders", "--order", file]);
    expect(code).toBe(2);
    expect(err).toContain("appid is missing or wrong");
  });
});

describe("notify check", () => {
  test("without keys makes some, and says what to do first", async () => {
    const { code, err } = await run(["check", "http://127.0.0.1:9/notify"]);
    expect(code).toBe(2);
    expect(err).toContain("made ./wechatpay-test-keys.json");
    expect(err).toContain("dingdan notify orders");
    expect(statSync(keysFile()).mode & 0o777).toBe(0o600);
  });

  test("passes the example receiver with the grade that the docs show, in less than 30 s", () =>
    withExample(async (url) => {
      const effectsUrl = `${new URL(url).origin}/booked/{out_trade_no}`;
      const words = ["notify", "check", url, "--effects-url", effectsUrl];
      const startedAtMs = performance.now();
      const { code, document } = await dingdanJson(words, { cwd: folder.path });
      expect(performance.now() - startedAtMs).toBeLessThan(30_000);
      const { cases, grade } = document as Report;
      const [must, should] = [grade.must, grade.should].map(
        ({ passed, judged }) => `${passed}/${judged}`,
      );
      expect(page("")).toContain(`Grade: must ${must}, should ${should}`);
      expect(page(".zh-CN")).toContain(`评分：必须 ${must}，应当 ${should}`);
      expect(cases.filter(({ verdict }) => verdict !== "passed")).toEqual([]);
      expect(cases.length).toBeGreaterThanOrEqual(20);
      expect(code).toBe(0);
    }));

  test("prints the grade, and the rule of each failure with its source; fails with 1", async () => {
    const { code, out } = await run(["check", "http://127.0.0.1:9/notify?shop=1"]);
    expect(code).toBe(1);
    expect(out).toContain("the URL has a query: ?shop=1");
    expect(out).toContain("must not have parameters");
    expect(out).toContain("notification-considerations.html");
    expect(out).toContain("Grade: must 0/1, should 0/0");
    // What was not run for one reason is one row.
    expect(out.match(/not run: WeChat Pay would not send to this URL/g)).toHaveLength(2);
    // A URL that cannot be used is reported before keys are made for its receiver.
    expect(existsSync(keysFile())).toBe(false);
  });

  test("runs only the selected cases", () =>
    withExample(async (url) => {
      const words = [
        "notify",
        "check",
        url,
        "--only",
        "probe",
        "--only",
        "stale",
        "--skip",
        "stale",
      ];
      const { document } = await dingdanJson(words, { cwd: folder.path });
      expect((document as Report).cases.map(({ name }) => name)).toEqual(["probe"]);
    }));

  test("sends nothing to a public address without a confirmation", async () => {
    await run(["keys"]);
    const { code, err } = await run(["check", "http://1.1.1.1/notify"]);
    expect(code).toBe(2);
    expect(err).toContain("--public-receiver-is-mine");
  });

  test("reports a receiver that does not run", async () => {
    await run(["keys"]);
    const { code, err } = await run(["check", "http://127.0.0.1:9/notify"]);
    expect(code).toBe(2);
    expect(err).toContain("no response from http://127.0.0.1:9/notify");
  });

  test("names all bad values", async () => {
    const bad = ["check", "nowhere", "--effects-url", "ftp://x", "--only", "everything"];
    const { code, err } = await run(bad);
    expect(code).toBe(2);
    for (const name of ["<url>", "--effects-url", "--only: everything"])
      expect(err).toContain(name);
    expect(err).toContain("wrong-amount");
  });

  test("names the member of a key file that is wrong", async () => {
    writeFileSync(keysFile(), '{"mchid":"1"}');
    const { code, err } = await run(["check", "http://127.0.0.1:9/notify"]);
    expect(code).toBe(2);
    expect(err).toContain("api_v3_key is missing or wrong");
  });
});
