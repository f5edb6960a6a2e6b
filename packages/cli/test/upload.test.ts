import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLE_PAYMENT, EXAMPLE_UPLOAD } from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  dingdan,
  dingdanJson,
  exampleFile,
  type RunningServer,
  startShop,
  temporaryFolder,
  type Variables,
} from "./support/command.js";

const folder = temporaryFolder();
let server: RunningServer;
let env: Variables;

beforeAll(async () => {
  ({ server, env } = await startShop());
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

function file(name: string, content: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

/** The example's upload, for another payment. */
const uploadOf = (outTradeNo: string) => ({
  ...EXAMPLE_UPLOAD,
  order_key: { ...EXAMPLE_UPLOAD.order_key, out_trade_no: outTradeNo },
});

const ndjson = (...documents: readonly unknown[]) =>
  documents
    .map((document) => (typeof document === "string" ? document : JSON.stringify(document)))
    .join("\n");

test("a rejected upload shows the cause that the request shows", async () => {
  const request = { ...uploadOf("C-1"), upload_time: "2022-05-20 13:29:35" };
  const path = file("cause.json", JSON.stringify(request));
  const human = await dingdan(["upload", path], { env });
  expect(human.code).toBe(1);
  expect(human.err).toContain("2022-05-20 13:29:35 has no offset");
  expect(human.err).toContain("Send 2022-05-20T13:29:35+08:00");
  const { document } = await dingdanJson(["upload", path], { env });
  expect(document).toMatchObject({
    error: { errcode: 268485216, causes: [{ id: "offset-missing", path: "upload_time" }] },
  });
});

describe("one upload", () => {
  test("is stored and verified with the same file", async () => {
    const path = exampleFile("upload-shopping-info.json");
    const human = await dingdan(["upload", path], { env });
    expect(human).toMatchObject({ code: 0, err: "" });
    expect(human.out).toContain("stored");
    const repeated = await dingdanJson(["upload", path], { env });
    expect(repeated).toEqual({ code: 0, document: { errcode: 0, errmsg: "ok" } });
    const verified = await dingdanJson(["verify", path], { env });
    expect(verified).toMatchObject({
      code: 0,
      document: { errcode: 0, verify_result: expect.stringMatching(/^NOT_PAID: /) },
    });
  });

  test("can come from standard input", async () => {
    const stdin = JSON.stringify(uploadOf("STDIN-1"), null, 2);
    expect((await dingdan(["upload", "-"], { env, stdin })).code).toBe(0);
  });

  test("that is rejected shows code, field, hint and rid, and ends with 1", async () => {
    const path = file("refused.json", JSON.stringify({ ...uploadOf("R-1"), payer: {} }));
    const human = await dingdan(["upload", path], { env });
    expect(human).toMatchObject({ code: 1, out: "" });
    expect(human.err).toContain("268485192");
    expect(human.err).toContain("payer.openid");
    expect(human.err).toMatch(/rid\s+[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}/);
    expect(human.err).toMatch(/hint\s+\S/);
    const json = await dingdanJson(["upload", path], { env });
    expect(json).toMatchObject({
      code: 1,
      document: {
        error: {
          kind: "refused",
          errcode: 268485192,
          path: "payer.openid",
          rid: expect.any(String),
        },
      },
    });
  });
});

describe("many uploads", () => {
  const content = ndjson(
    uploadOf("M-1"),
    { ...uploadOf("M-2"), payer: {} },
    '{"order_key":',
    "",
    uploadOf("M-5"),
    { ...uploadOf("M-6"), payer: {} },
    uploadOf("M-7"),
  );

  test("are stored except for failed ones, which are listed by code and line", async () => {
    const path = file("many.ndjson", content);
    const failures = join(folder.path, "failures.ndjson");
    const { code, document } = await dingdanJson(
      ["upload", path, "--failures", failures, "--concurrency", "3"],
      { env },
    );
    expect(code).toBe(1);
    expect(document).toMatchObject({
      total: 6,
      outcomes: { stored: 3 },
      failed: 3,
      failures: [
        { code: "268485192", count: 2, lines: [2, 6], hint: expect.any(String) },
        { code: "JSON", count: 1, lines: [3] },
      ],
    });
    const kept = readFileSync(failures, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { line: number; error: object; document: unknown })
      .toSorted((a, b) => a.line - b.line);
    expect(kept).toMatchObject([
      { line: 2, error: { errcode: 268485192 }, document: { payer: {} } },
      { line: 3, error: { code: "JSON" }, document: '{"order_key":' },
      { line: 6, error: { errcode: 268485192 } },
    ]);
  });

  test("are summarized in a table, without control codes in a pipe", async () => {
    const { code, out, err } = await dingdan(["upload", "-"], { env, stdin: content });
    expect(code).toBe(1);
    expect(out).toMatch(/268485192 +2 +2, 6 /);
    expect(out).toContain("3 stored");
    expect(out + err).not.toContain("\u001B");
    expect(err).toBe("");
  });

  test("that are all stored end with 0", async () => {
    const path = file("good.jsonl", ndjson(uploadOf("G-1"), uploadOf("G-2")));
    expect(await dingdanJson(["upload", path], { env })).toMatchObject({
      code: 0,
      document: { total: 2, outcomes: { stored: 2 }, failed: 0 },
    });
  });

  test("are stopped by a wrong secret, with which every line would fail", async () => {
    const path = file("many.ndjson", content);
    const wrong = { ...env, DINGDAN_SECRET: "0".repeat(32) };
    const { code, document } = await dingdanJson(["upload", path], {
      env: wrong,
    });
    expect(code).toBe(1);
    expect(document).toMatchObject({ error: { errcode: 40125 } });
  });

  test("are never overwritten by their failures", async () => {
    const path = file("kept.ndjson", content);
    const { code, err } = await dingdan(["upload", path, "--failures", path], { env });
    expect(code).toBe(2);
    expect(err).toContain("would overwrite");
    expect(readFileSync(path, "utf8")).toBe(content);
  });
});

describe("payments", () => {
  test("are matched to their uploads, one or many", async () => {
    await dingdan(["upload", file("p.json", JSON.stringify(uploadOf("P-1")))], { env });
    const payment = { ...EXAMPLE_PAYMENT, out_trade_no: "P-1", transaction_id: "4200000001" };
    const stranger = { ...payment, out_trade_no: "P-2", transaction_id: "4200000002" };
    const path = file("payments.ndjson", ndjson(payment, stranger, { ...payment, amount: {} }));
    const { code, document } = await dingdanJson(["pay", path], { env });
    expect(code).toBe(1);
    expect(document).toMatchObject({
      total: 3,
      outcomes: { matched: 1, waiting: 1 },
      failures: [{ code: "HTTP 400", count: 1, lines: [3] }],
    });
    const verified = await dingdan(["verify", join(folder.path, "p.json")], { env });
    expect(verified.out).toContain("SUCCESS");
  });

  test("are refunded, one or many", async () => {
    const payment = { ...EXAMPLE_PAYMENT, out_trade_no: "R-1", transaction_id: "4200000009" };
    await dingdan(["pay", file("r.json", JSON.stringify(payment))], { env });
    const { transaction_id, out_trade_no, amount } = payment;
    const refund = {
      transaction_id,
      out_trade_no,
      refund_id: "5030000001",
      out_refund_no: "RR-1",
      status: "SUCCESS",
      success_time: "2022-05-21T10:00:00+08:00",
      amount: { total: amount.total, refund: 10_000 },
    };
    const one = await dingdan(["refund", file("refund.json", JSON.stringify(refund))], { env });
    expect(one.out).toContain("¥100.00 of ¥16,675.00 refunded");
    const early = { ...refund, transaction_id: "4200000010" };
    const second = { ...refund, refund_id: "5030000002", out_refund_no: "RR-2" };
    const path = file("refunds.ndjson", ndjson(refund, early, { ...second, status: "ABNORMAL" }));
    const { code, document } = await dingdanJson(["refund", path], { env });
    expect(code).toBe(1);
    expect(document).toMatchObject({
      total: 3,
      outcomes: { succeeded: 1, abnormal: 1 },
      failures: [{ code: "HTTP 404", count: 1, lines: [2] }],
    });
  });

  test("can get the current time as success_time", async () => {
    const path = file("now.json", JSON.stringify({ ...EXAMPLE_PAYMENT, transaction_id: "42" }));
    expect(await dingdanJson(["pay", path, "--now"], { env })).toMatchObject({
      code: 0,
      document: { state: "matched" },
    });
    const orders = await fetch(`${server.url}/admin/v1/orders?q=42`, {
      headers: { authorization: `Bearer ${env["DINGDAN_ADMIN_KEY"]}` },
    });
    const { items } = (await orders.json()) as { items: { id: string }[] };
    const order = await fetch(`${server.url}/admin/v1/orders/${items[0]?.id}`, {
      headers: { authorization: `Bearer ${env["DINGDAN_ADMIN_KEY"]}` },
    });
    const { payment } = (await order.json()) as { payment: { success_time: string } };
    expect(Math.abs(Date.parse(payment.success_time) - Date.now())).toBeLessThan(60_000);
  });
});
