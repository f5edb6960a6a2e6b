import { EventEmitter } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { Connections } from "./connections.js";

const LIMITS = { connectionsMax: 10, connectionsPerAddressMax: 10, answerTimeoutMs: 1_000 };

/** A server with one connection, whose requests are answered when the test says so. */
function given() {
  const connections = new Connections(LIMITS, {
    limitHits: { hit: () => {} } as never,
    isProxy: () => false,
  });
  const server = new EventEmitter();
  connections.watch(server as Server);
  const socket = Object.assign(new EventEmitter(), {
    remoteAddress: "127.0.0.1",
    destroyed: false,
    resume: () => {},
    destroy: () => {},
  });
  server.emit("connection", socket);
  const served: string[] = [];
  const serve = ({ url = "" }: IncomingMessage) => served.push(url);
  const arrive = (url: string) => {
    const response = Object.assign(new EventEmitter(), { writableFinished: false });
    const request = { url, socket, complete: true, headers: {} } as unknown as IncomingMessage;
    connections.serve(request, response as unknown as ServerResponse, serve);
    return () => {
      response.writableFinished = true;
      response.emit("close");
    };
  };
  return { arrive, served, close: () => server.emit("close") };
}

test("a request that arrives before the turn of an earlier one waits behind it", async () => {
  const { arrive, served, close } = given();
  const answerFirst = arrive("/first");
  const answerSecond = arrive("/second");
  answerFirst();
  arrive("/third");
  expect(served).toEqual(["/first"]);
  await expect.poll(() => served).toEqual(["/first", "/second"]);
  answerSecond();
  await expect.poll(() => served).toEqual(["/first", "/second", "/third"]);
  close();
});
