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
    writableLength: 0,
    destroyed: false,
    resume: () => {},
    destroy: () => {
      socket.destroyed = true;
    },
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
  const close = () => server.emit("close");
  return { arrive, served, socket, sweep: () => connections.sweep(), close };
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

test("a connection without a further request is closed, whatever else it sends", () => {
  const { arrive, socket, sweep, close } = given();
  // The time for the first request, and for the work on one, is not this one.
  for (let second = 0; second < 100; second++) sweep();
  const answer = arrive("/first");
  for (let second = 0; second < 100; second++) sweep();
  expect(socket.destroyed).toBe(false);

  answer();
  for (let second = 0; second < 90; second++) sweep();
  expect(socket.destroyed).toBe(false);
  sweep();
  expect(socket.destroyed).toBe(true);
  close();
});
