import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StatisticsRepresentation } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXAMPLE_APPID, type Merchant, Platform } from "./support/platform.js";
import { paymentFor, upload, uploadWithItem } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

const statistics = async (query = "", of = platform) =>
  (await of.admin<StatisticsRepresentation>("GET", `/statistics${query}`)).body;

/** Records a payment, and uploads its order as many `seconds` after the time of payment. */
async function matchAfter(seconds: number, changes = {}): Promise<void> {
  const request = upload();
  const now = platform.dingdan.clock.now().getTime();
  const success_time = new Date(now - seconds * 1000).toISOString();
  await platform.admin("POST", "/payments", paymentFor(request, { success_time, ...changes }));
  await merchant.upload(request);
}

describe("the statistics", () => {
  test("count uploads, payments, matches, rejected calls and delays by hour", async () => {
    await matchAfter(3);
    await matchAfter(8);
    await matchAfter(1, { payer: { openid: "oStranger" } });
    const request = upload();
    await merchant.upload(request);
    await merchant.upload(request);
    await merchant.upload({ ...request, upload_time: "2022-05-20T13:29:36+08:00" });
    await merchant.upload(uploadWithItem({ name: "" }));
    await merchant.call("/nothing", {});
    await merchant.dryRun("uploadShoppingInfo", {});
    await platform.admin("POST", "/clock", { advance_seconds: 3600 });
    await merchant.upload(upload());

    const { from, to, hours, totals, delays, errors, apps, orders } = await statistics();
    expect([from, to]).toEqual(["2022-05-19T07:00:00.000Z", "2022-05-20T06:00:00.000Z"]);
    expect(hours).toHaveLength(24);
    expect(hours.at(-2)).toEqual({
      hour: "2022-05-20T05:00:00.000Z",
      uploads: 4,
      replaced: 1,
      payments: 3,
      matched: 2,
      mismatched: 1,
      late: 1,
      refused: 2,
    });
    expect(hours.at(-1)).toMatchObject({ uploads: 1, payments: 0, refused: 0 });
    // Besides the uploads, the calls include a call for a token.
    expect(totals).toMatchObject({
      uploads: 5,
      matched: 2,
      calls: 10,
      match_rate: 0.4,
      on_time_rate: 0.5,
    });
    expect(delays).toEqual([
      { up_to_ms: 0, count: 0 },
      { up_to_ms: 1000, count: 0 },
      { up_to_ms: 2000, count: 0 },
      { up_to_ms: 5000, count: 1 },
      { up_to_ms: 10_000, count: 1 },
      { up_to_ms: 60_000, count: 0 },
      { count: 0 },
    ]);
    expect(errors.toSorted((x, y) => y.errcode - x.errcode)).toEqual([
      expect.objectContaining({ operation: "uploadShoppingInfo", count: 1 }),
      expect.objectContaining({ errcode: 40066, name: "INVALID_URL", count: 1 }),
    ]);
    expect(apps).toMatchObject({ open: 1, closed: 0 });
    expect(orders).toEqual({ waiting: 2, matched: 2, mismatched: 1 });
  });

  test("count a match that the payment makes after the upload", async () => {
    const request = upload();
    await merchant.upload(request);
    const success_time = new Date(platform.dingdan.clock.now().getTime() - 9000).toISOString();
    await platform.admin("POST", "/payments", paymentFor(request, { success_time }));
    expect((await statistics()).totals).toMatchObject({ matched: 1, late: 1, payments: 1 });
  });

  test("can be limited to an app, and omit rates without data", async () => {
    await merchant.upload(upload());
    expect((await statistics(`?appid=${EXAMPLE_APPID}`)).totals.uploads).toBe(1);
    const { totals, orders } = await statistics("?appid=wxnone");
    expect(totals).toMatchObject({ uploads: 0, calls: 0 });
    expect(totals).not.toHaveProperty("match_rate");
    expect(totals).not.toHaveProperty("on_time_rate");
    expect(orders).toEqual({ waiting: 0, matched: 0, mismatched: 0 });
  });

  test("cover a span of time of at most a month", async () => {
    const query = (from: string, to: string) => `?${new URLSearchParams({ from, to })}`;
    const span = await statistics(query("2022-05-20T13:40:00+08:00", "2022-05-20T15:10:00+08:00"));
    expect(span.hours.map(({ hour }) => hour.slice(11, 16))).toEqual(["05:00", "06:00", "07:00"]);
    for (const wrong of [
      query("2022-05-20T13:40:00Z", "2022-05-20T10:40:00Z"),
      query("2022-01-01T00:00:00Z", "2022-03-01T00:00:00Z"),
      query("yesterday", "2022-03-01T00:00:00Z"),
    ]) {
      expect((await platform.admin("GET", `/statistics${wrong}`)).status).toBe(400);
    }
  });

  test("survive a restart, the counts of the last second included", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dingdan-"));
    const databaseUrl = `sqlite:${join(folder, "dingdan.db")}`;
    const adminKey = "kept-over-the-restart";
    try {
      const before = await Platform.start({ databaseUrl, adminKey });
      const app = await before.registerExample();
      await app.upload(upload());
      await before.close();

      const after = await Platform.start({ databaseUrl, adminKey });
      try {
        expect((await statistics("", after)).totals).toMatchObject({ uploads: 1, calls: 2 });
      } finally {
        await after.close();
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the metrics", () => {
  const metrics = async (of: Platform, headers = {}) => of.send("GET", "/metrics", { headers });
  const textOf = async (of: Platform) => String((await metrics(of)).body["text"]);

  test("are in Prometheus's format, about the process and its calls", async () => {
    await matchAfter(3);
    await merchant.upload(uploadWithItem({ name: "" }));
    const text = await textOf(platform);
    expect(text).toContain("process_cpu_user_seconds_total");
    expect(text).toContain('dingdan_calls_total{operation="uploadShoppingInfo",errcode="0"} 1');
    expect(text).toMatch(
      /dingdan_calls_total\{operation="uploadShoppingInfo",errcode="\d{5,}"\} 1/,
    );
    expect(text).toContain('dingdan_uploads_total{decision="stored"} 1');
    expect(text).toContain('dingdan_matches_total{up_to_ms="5000"} 1');
    expect(text).toContain("dingdan_payments_total 1");
    expect(text).toContain("dingdan_request_log_dropped_total 0");
    expect(text).not.toContain(EXAMPLE_APPID);
  });

  test("are not reset when the statistics are stored", async () => {
    await merchant.upload(upload());
    await statistics();
    await merchant.upload(upload());
    expect(await textOf(platform)).toContain('dingdan_uploads_total{decision="stored"} 2');
  });

  test("need the operator's key if other machines can reach the server", async () => {
    const open = await Platform.start({ host: "0.0.0.0" });
    const proxied = await Platform.start({ trustProxy: true });
    for (const reachable of [open, proxied]) {
      expect((await metrics(reachable)).status).toBe(401);
      const authorization = `Bearer ${reachable.dingdan.adminKey}`;
      expect((await metrics(reachable, { authorization })).status).toBe(200);
      await reachable.close();
    }
  });
});
