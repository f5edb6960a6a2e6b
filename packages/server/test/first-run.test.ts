import { execFile } from "node:child_process";
import { request } from "node:http";
import { promisify } from "node:util";
import {
  type AuditEntryRepresentation,
  EXAMPLE_UPLOAD,
  type FirstRunProgress,
} from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  EXAMPLE_APPID,
  EXAMPLE_MCHID,
  EXAMPLE_TIME,
  type Merchant,
  Platform,
} from "./support/platform.js";
import { upload } from "./support/requests.js";

const { openid } = EXAMPLE_UPLOAD.payer;

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
  const { secret } = merchant;
  await platform.dingdan.introduce({ appid: EXAMPLE_APPID, mchid: EXAMPLE_MCHID, secret });
});
afterEach(() => platform.close());

const read = async (headers: Record<string, string> = {}) =>
  (await platform.send<FirstRunProgress>("GET", "/first-run", { headers })).body;
const doneNow = async () =>
  (await read()).steps.filter(({ state }) => state === "done").map(({ name }) => name);

type Acted = FirstRunProgress & { reply: Record<string, unknown> | null; open: string | null };
const act = (step: string) =>
  platform.send<Acted & { detail: string }>("POST", `/first-run/${step}`, {
    headers: { accept: "application/json" },
  });

describe("the steps by their buttons", () => {
  test("lead from a token to the cause of a refused call", async () => {
    const token = await act("token");
    expect(token.body.reply).toMatchObject({ access_token: expect.any(String) });
    expect((await act("upload")).body.reply).toEqual({ errcode: 0, errmsg: "ok" });
    expect((await act("pay")).body.reply).toEqual({ state: "matched" });

    const review = await act("review");
    expect(review.body.reply).toMatchObject({ errcode: 0 });
    expect(review.body.steps[3]?.note).toBe("Approved: buyers see the orders.");
    const nowMs = platform.dingdan.clock.now().getTime();
    expect(nowMs - EXAMPLE_TIME.getTime()).toBe(6 * 3_600_000);

    const { open } = (await act("buyer")).body;
    expect(await doneNow()).not.toContain("buyer");
    const spent = await fetch(platform.url + open, { method: "POST", redirect: "manual" });
    const cookie = (spent.headers.get("set-cookie") ?? "").split(";")[0] as string;
    const orders = await platform.send<{ text: string }>("GET", "/buyer/", { headers: { cookie } });
    expect(orders.body.text).toContain("iPhoneX 256G");

    const refused = await act("refusal");
    expect(refused.body.reply).toMatchObject({ errmsg: expect.stringContaining("mchid") });
    expect(refused.body).toMatchObject({ done: 6, is_finished: true });
    const rid = (refused.body.steps[5]?.link ?? "").replace("/console/requests/", "");
    expect(refused.body.reply?.["errmsg"]).toContain(rid);
    const logged = await platform.admin<{ items: { appid: string }[] }>(
      "GET",
      `/requests?rid=${rid}`,
    );
    expect(logged.body.items).toMatchObject([{ appid: EXAMPLE_APPID }]);
  });

  test("can be taken again: the next upload and payment have numbers of their own", async () => {
    for (const step of ["upload", "pay", "upload", "pay", "upload"]) {
      expect((await act(step)).status, step).toBe(200);
      await platform.dingdan.clock.advance(1);
    }
    const { body } = await platform.admin<{ items: { state: string }[] }>("GET", "/orders");
    const states = body.items.map(({ state }) => state);
    expect(states.toSorted()).toEqual(["matched", "matched", "waiting"]);
  });

  test("run one after the other: a second click on the payment finds nothing to pay", async () => {
    await act("upload");
    const answers = await Promise.all([act("pay"), act("pay"), act("pay")]);
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(["200", "409", "409"]);
    for (const { status, body } of answers) {
      if (status === 409) expect(body.detail).toContain("No upload waits for its payment");
    }
  });

  test("say what is missing when they are taken too early", async () => {
    const pay = await act("pay");
    expect(pay).toMatchObject({ status: 409, body: { detail: expect.stringContaining("Upload") } });
    await act("review");
    const { steps } = await read();
    expect(steps[3]).toMatchObject({ state: "open", note: expect.stringContaining("REJECTED") });
    await act("upload");
    await act("pay");
    expect((await act("review")).body.steps[3]).toMatchObject({ state: "done" });
  });

  test("answer 409 when the wire refuses their call, with its answer and the progress", async () => {
    await platform.admin("PUT", `/apps/${EXAMPLE_APPID}/permission`, { state: "closed" });
    const { status, body } = await act("upload");
    expect(status).toBe(409);
    expect(body.reply).toMatchObject({
      errcode: expect.any(Number),
      errmsg: expect.stringContaining("rid"),
    });
    expect(body.reply?.["errcode"]).not.toBe(0);
    expect(body.steps[1]?.state).not.toBe("done");
    const page = await fetch(`${platform.url}/first-run/upload`, {
      method: "POST",
      redirect: "manual",
    });
    expect([page.status, page.headers.get("location")]).toEqual([303, "/#step-upload"]);
  });

  test("are in the audit trail where others need a key for them, and its chain holds", async () => {
    const trail = async () =>
      (await platform.admin<{ items: AuditEntryRepresentation[] }>("GET", "/audit?after=0")).body
        .items;
    const before = (await trail()).length;
    for (const step of ["token", "upload", "pay", "pay", "review", "buyer", "refusal"]) {
      await act(step);
    }
    const entry = (operation: string, step: string) => ({
      actor: { kind: "first_page" },
      via: "first_page",
      address: "127.0.0.1",
      operation,
      method: "POST",
      path: `/first-run/${step}`,
      target: { appid: EXAMPLE_APPID },
    });
    const both = (operation: string, step: string, status: number) => [
      { ...entry(operation, step), stage: "begun" },
      { ...entry(operation, step), stage: "ended", status },
    ];
    expect((await trail()).slice(before)).toMatchObject([
      ...both("payOrder", "pay", 200),
      ...both("payOrder", "pay", 409),
      ...both("advanceClock", "review", 200),
      ...both("createBuyerSession", "buyer", 200),
    ]);
    const verified = await platform.admin("POST", "/audit/verify");
    expect(verified.body).toMatchObject({ fault: null });
  });

  test("return to the page without a script, and lead to the buyer's page", async () => {
    const post = (step: string) =>
      fetch(`${platform.url}/first-run/${step}`, { method: "POST", redirect: "manual" });
    const token = await post("token");
    expect([token.status, token.headers.get("location")]).toEqual([303, "/#step-token"]);
    expect((await post("buyer")).headers.get("location")).toMatch(/^\/buyer\/sessions\/./);
    expect((await post("nothing")).status).toBe(404);
  });
});

describe("the ticks", () => {
  test("follow what a program of the app does", async () => {
    await platform.register({ appid: "wx-of-another-shop" });
    expect(await doneNow()).toEqual(["token"]);
    await merchant.upload(upload());
    expect(await doneNow()).toEqual(["token", "upload"]);
    await merchant.upload({});
    expect(await doneNow()).toEqual(["token", "upload", "refusal"]);
    await platform.buyer(EXAMPLE_APPID, openid);
    expect(await doneNow()).toEqual(["token", "upload", "buyer", "refusal"]);
  });

  test("stay when the buyer's session ends", async () => {
    await platform.buyer(EXAMPLE_APPID, openid);
    expect(await doneNow()).toContain("buyer");
    await platform.admin("DELETE", `/buyer-sessions?appid=${EXAMPLE_APPID}&openid=${openid}`);
    expect(await doneNow()).toContain("buyer");
  });

  test("are on the page as well, which runs only its own script", async () => {
    await merchant.upload(upload());
    const { body, headers } = await platform.send<{ text: string }>("GET", "/");
    expect(body.text).toMatch(/data-step="upload" data-state="done"/);
    expect(body.text).toMatch(/data-step="pay" data-state="next"/);
    expect(headers.get("content-security-policy")).toMatch(/script-src 'sha256-[^ ']+'(;|$)/);
    expect(headers.get("content-security-policy")).not.toContain("unsafe");
  });

  test("are named in the reader's language", async () => {
    expect((await read({ "accept-language": "zh-CN" })).steps[2]?.title).toBe("买家支付");
  });
});

test("the commands of the page work when they are pasted, in any folder", async () => {
  const { text } = (await platform.send<{ text: string }>("GET", "/")).body;
  const blocks = [...text.matchAll(/<details>.*?<pre tabindex="0"><code>(.*?)<\/code>/gs)];
  const entities = /&#(\d+);/g;
  const commands = blocks.map(([, block = ""]) =>
    block.replace(entities, (_, code: string) => String.fromCodePoint(Number(code))),
  );
  expect(commands).toHaveLength(6);
  const env = { ...process.env, DINGDAN_ADMIN_KEY: platform.dingdan.adminKey ?? "" };
  const script = commands.join("\n").replaceAll("curl ", "curl -s ");
  const { stdout } = await promisify(execFile)("sh", ["-c", script], { cwd: "/", env });
  expect(stdout).toMatch(/"state":"matched"[^]*SUCCESS[^]*"reviews_finished":1[^]*"url":/);
  const link = /"url":"([^"]+)"/.exec(stdout)?.[1] as string;
  await fetch(link, { method: "POST", redirect: "manual" });
  expect(await read()).toMatchObject({ done: 6, is_finished: true });
}, 30_000);

describe("a request that does not come directly from this machine", () => {
  const statusOf = (method: string, path: string, headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { hostname, port } = new URL(platform.url);
      const sent = request({ hostname, port, path, method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on("error", reject).end();
    });

  test.each([
    ["through a proxy", { "x-forwarded-for": "203.0.113.9" }],
    ["through a proxy that names itself", { via: "1.1 proxy" }],
    ["for a foreign host, whose name was rebound to this address", { host: "evil.example" }],
    ["of a page of another site", { origin: "https://evil.example" }],
    ["of a page of another port", { origin: "http://127.0.0.1:1" }],
    ["that a browser marks as cross-site", { "sec-fetch-site": "cross-site" }],
  ] as [string, Record<string, string>][])("%s is refused", async (_, headers) => {
    expect(await statusOf("GET", "/first-run", headers)).toBe(403);
    expect(await statusOf("POST", "/first-run/upload", headers)).toBe(403);
    expect(await doneNow()).not.toContain("upload");
  });
});

test("outside a sandbox, and without a demo app, there is no first run", async () => {
  const real = await Platform.start({ sandbox: false });
  const empty = await Platform.start();
  for (const other of [real, empty]) {
    const app = await other.registerExample();
    if (other === real) {
      const { secret } = app;
      await real.dingdan.introduce({ appid: EXAMPLE_APPID, mchid: EXAMPLE_MCHID, secret });
    }
    expect((await other.send("GET", "/first-run")).status).toBe(404);
    expect((await other.send("POST", "/first-run/upload")).status).toBe(404);
    expect((await other.send<{ text: string }>("GET", "/")).body.text).not.toContain("first-run");
    await other.close();
  }
});
