import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { fastify } from "fastify";
import { afterEach, expect, test } from "vitest";
import { limitTime } from "./limit-routes.js";

const SILENCE_MS = 60_000;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const server = fastify({
  serverFactory: (handle) => createServer(handle).setTimeout(SILENCE_MS),
});
afterEach(async () => {
  agent.destroy();
  await server.close();
});

test("a connection may be silent while work without a deadline runs, and no longer", async () => {
  limitTime(server, SILENCE_MS, { hit: () => {} });
  for (const path of ["erase", "erasures"]) {
    server.post(`/admin/v1/buyers/${path}`, ({ raw: { socket } }) => ({
      silenceMs: socket.timeout,
      port: socket.remotePort,
    }));
  }
  await server.listen({ host: "127.0.0.1", port: 0 });

  const erase = await post("/admin/v1/buyers/erase");
  const next = await post("/admin/v1/buyers/erasures");

  expect(erase["silenceMs"]).toBe(0);
  expect(next).toEqual({ silenceMs: SILENCE_MS, port: erase["port"] });
});

async function post(path: string): Promise<Record<string, unknown>> {
  const { port } = server.server.address() as AddressInfo;
  const call = request({ host: "127.0.0.1", port, path, method: "POST", agent }).end();
  const [response] = (await once(call, "response")) as [IncomingMessage];
  return (await json(response)) as Record<string, unknown>;
}
