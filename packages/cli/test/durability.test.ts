import { join } from "node:path";
import { EXAMPLE_APPID, EXAMPLE_UPLOAD } from "@dingdan/contract";
import { afterAll, afterEach, expect, test } from "vitest";
import { RunningServer, temporaryFolder } from "./support/command.js";

const folder = temporaryFolder();
const servers: RunningServer[] = [];
afterAll(() => folder.remove());
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop("SIGKILL");
});

const ADMIN_KEY = "operators-key-of-this-test";

async function start(): Promise<RunningServer> {
  const database = `sqlite:${join(folder.path, "durable.db")}`;
  const words = ["serve", "--port", "0", "--database", database, "--admin-key", ADMIN_KEY];
  const server = await RunningServer.start(words);
  servers.push(server);
  return server;
}

async function send(url: string, method: string, body?: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

const keyOf = (outTradeNo: string) => ({
  order_number_type: 1,
  mchid: "1900000109",
  out_trade_no: outTradeNo,
});

test("every upload that was answered 0 is there after kill -9, and the token still holds", async () => {
  const first = await start();
  const { secret } = await send(`${first.url}/admin/v1/apps`, "POST", {
    appid: EXAMPLE_APPID,
    name: "示例",
    kind: "mini_program",
    mchids: ["1900000109"],
  });
  await send(`${first.url}/admin/v1/apps/${EXAMPLE_APPID}/permission`, "PUT", { state: "open" });
  const credentials = `grant_type=client_credential&appid=${EXAMPLE_APPID}&secret=${String(secret)}`;
  const issued = await send(`${first.url}/cgi-bin/token?${credentials}`, "GET");
  const token = `access_token=${String(issued["access_token"])}`;

  const answered: string[] = [];
  let isKilled = false;
  const uploadWithoutEnd = async (worker: number) => {
    for (let count = 0; !isKilled; count++) {
      const outTradeNo = `KILL-${worker}-${count}`;
      const request = { ...EXAMPLE_UPLOAD, order_key: keyOf(outTradeNo) };
      const reply = await send(`${first.url}/user-order/orders?${token}`, "POST", request);
      if (reply["errcode"] === 0) answered.push(outTradeNo);
      // Killed in the midst of it: the other workers' uploads are under way.
      if (answered.length === 200) {
        isKilled = true;
        await first.stop("SIGKILL");
      }
    }
  };
  await Promise.allSettled(Array.from({ length: 8 }, (_, worker) => uploadWithoutEnd(worker)));
  expect(answered.length).toBeGreaterThanOrEqual(200);

  const second = await start();
  for (const outTradeNo of answered) {
    const { verify_result } = await send(
      `${second.url}/user-order/shoppinginfo/verify?${token}`,
      "POST",
      { order_key: keyOf(outTradeNo), payer: EXAMPLE_UPLOAD.payer },
    );
    expect(verify_result, outTradeNo).toMatch(/^NOT_PAID/);
  }
});
