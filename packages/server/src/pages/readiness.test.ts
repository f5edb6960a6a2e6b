import Fastify from "fastify";
import { expect, test } from "vitest";
import { registerHealth } from "./health.js";
import { Readiness } from "./readiness.js";

const works = () => Promise.resolve();
const fails = () => Promise.reject(new Error("disk I/O error at /var/lib/dingdan.db"));
const hangs = () => new Promise<void>(() => {});

function readinessOf(checkRead: () => Promise<void>, checkWrite: () => Promise<void>) {
  const clock = { nowMs: 100_000 };
  const lines: string[] = [];
  const log = {
    error: (_facts: unknown, message?: string) => void lines.push(message ?? ""),
    info: (_facts: unknown, message?: string) => void lines.push(message ?? ""),
  };
  const readiness = new Readiness({ checkRead, checkWrite }, log, () => clock.nowMs);
  return { readiness, clock, lines };
}

test("it says which half of the database fails", async () => {
  const { readiness } = readinessOf(works, fails);
  expect(await readiness.report()).toMatchObject({
    isReady: false,
    checks: { reader: "ok", writer: "failed" },
    next: { en: expect.stringContaining("free disk space") },
  });
});

test("it answers within a second while the database hangs, and does not start further checks", async () => {
  let started = 0;
  const { readiness, clock } = readinessOf(works, () => {
    started++;
    return hangs();
  });
  for (let probe = 0; probe < 2; probe++) {
    expect((await readiness.report()).checks).toEqual({ reader: "ok", writer: "no_answer" });
    clock.nowMs += 1_000;
  }
  expect(started).toBe(1);
});

test("probes at the same time, and within 400 ms, share one check", async () => {
  let checks = 0;
  const { readiness, clock } = readinessOf(works, () => {
    checks++;
    return works();
  });
  await Promise.all(Array.from({ length: 100 }, () => readiness.report()));
  clock.nowMs += 399;
  await readiness.report();
  expect(checks).toBe(1);
  clock.nowMs += 1;
  await readiness.report();
  expect(checks).toBe(2);
});

test("a failure is logged when it begins, once a minute, and when it ends", async () => {
  let check: () => Promise<void> = fails;
  const { readiness, clock, lines } = readinessOf(works, () => check());
  for (let probe = 0; probe < 90; probe++) {
    await readiness.report();
    clock.nowMs += 1_000;
  }
  check = works;
  await readiness.report();
  expect(lines).toEqual(["not ready", "not ready", "ready again"]);
});

test("/readyz answers 503 with the next step, in the caller's language, and without internal texts", async () => {
  const server = Fastify();
  registerHealth(server, new Readiness({ checkRead: fails, checkWrite: fails }, server.log));
  const { statusCode, body } = await server.inject({
    url: "/readyz",
    headers: { "accept-language": "zh-CN" },
  });
  expect(statusCode).toBe(503);
  expect(JSON.parse(body)).toEqual({
    status: "unavailable",
    checks: { reader: "failed", writer: "failed" },
    next: expect.stringContaining("数据库无法读取"),
  });
  await server.close();
});

test("/readyz answers 503 while the platform closes", async () => {
  const server = Fastify();
  const readiness = new Readiness({ checkRead: works, checkWrite: works }, server.log);
  registerHealth(server, readiness, { isClosing: () => true });
  const { statusCode, body } = await server.inject("/readyz");
  expect([statusCode, JSON.parse(body)]).toEqual([503, { status: "closing" }]);
  await server.close();
});
