import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { expect, test } from "vitest";
import { createDingdan } from "../src/index.js";
import { EXAMPLE_TIME } from "./support/platform.js";

const START = EXAMPLE_TIME.getTime();

test("a frozen clock moves only by advance()", async () => {
  const dingdan = await createDingdan({ clock: "frozen", startsAt: EXAMPLE_TIME });
  const times = new Set<number>();
  for (let call = 0; call < 20; call++) {
    await fetch(`${dingdan.url}/healthz`);
    times.add(dingdan.clock.now().getTime());
  }
  expect([...times]).toEqual([START]);

  const { now } = await dingdan.clock.advance(90);
  expect(now.getTime()).toBe(START + 90_000);
  expect(dingdan.clock.now().getTime()).toBe(START + 90_000);
  await dingdan.close();
});

test("a running clock moves", async () => {
  const dingdan = await createDingdan({ startsAt: EXAMPLE_TIME });
  const before = dingdan.clock.now().getTime();
  while (dingdan.clock.now().getTime() === before) await new Promise(setImmediate);
  expect(dingdan.clock.now().getTime()).toBeGreaterThan(before);
  await dingdan.close();
});

test("`await using` closes a platform at the end of its block, and closing twice is allowed", async () => {
  let url = "";
  {
    await using dingdan = await createDingdan();
    url = dingdan.url;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    await dingdan.close();
  }
  await expect(fetch(`${url}/readyz`)).rejects.toThrow();
});

test("two platforms in one process are independent", async () => {
  await using one = await createDingdan({ clock: "frozen", startsAt: EXAMPLE_TIME });
  await using other = await createDingdan({ clock: "frozen", startsAt: EXAMPLE_TIME });
  await one.clock.advance(60);
  expect(one.clock.now().getTime()).toBe(START + 60_000);
  expect(other.clock.now().getTime()).toBe(START);
  await one.close();
  expect((await fetch(`${other.url}/readyz`)).status).toBe(200);
});

test("a platform that closes answers the call in progress, and closes its connection", async () => {
  const dingdan = await createDingdan();
  const agent = new Agent({ keepAlive: true });
  const call = request(`${dingdan.url}/user-order/orders?access_token=unknown`, {
    method: "POST",
    agent,
  });
  const answered = once(call, "response") as Promise<[IncomingMessage]>;
  call.write('{"order_key":');
  await once(call, "socket");
  await expect(fetch(`${dingdan.url}/healthz`)).resolves.toMatchObject({ status: 200 });

  const closed = dingdan.close();
  call.end("{}}");
  const [response] = await answered;
  expect(response.headers.connection).toBe("close");
  response.resume();
  await closed;
  agent.destroy();
});

test.each([
  [{ startsAt: new Date(Number.NaN) }, "startsAt must be a valid Date"],
  [{ clock: "stopped" as "frozen" }, 'clock must be "running" or "frozen", not "stopped"'],
  [{ adminKey: "k".repeat(19), sandbox: false }, "at least 20 characters outside a sandbox"],
  [{ clock: "frozen" as const, sandbox: false }, "Only a sandbox's clock can be frozen"],
])("createDingdan rejects the options %j, with an explanation", async (options, message) => {
  await expect(createDingdan(options)).rejects.toThrow(message);
});

test.each([Number.NaN, -1, Number.POSITIVE_INFINITY, 1e12])(
  "advance(%d) is rejected and does not move the clock",
  async (seconds) => {
    await using dingdan = await createDingdan({ clock: "frozen", startsAt: EXAMPLE_TIME });
    await expect(dingdan.clock.advance(seconds)).rejects.toThrow("seconds must be 0 to");
    expect(dingdan.clock.now().getTime()).toBe(START);
  },
);
