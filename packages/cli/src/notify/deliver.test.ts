import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type Answer, isAccepted, isRefused } from "./answer.js";
import { ANSWER_CASES } from "./cases/answer-cases.js";
import { ANSWER_BYTES_MAX, deliver } from "./deliver.js";

const NOTICE = { headers: { "X-Test": "1" }, body: '{"summary":"支付成功"}' };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function answerOf(listener: RequestListener, timeoutMs = 5_000): Promise<Answer> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return deliver(new URL(`http://127.0.0.1:${port}/notify`), NOTICE, timeoutMs);
}

const verdictOf = (name: string, answers: readonly Answer[]) =>
  ANSWER_CASES.find((one) => one.name === name)?.judge(answers).verdict;

describe("a notice that is delivered", () => {
  test("arrives as a POST with its headers and the bytes of its body", async () => {
    let received = "";
    const answer = await answerOf((request, response) => {
      request.on("data", (chunk) => {
        received += String(chunk);
      });
      request.on("end", () => {
        received += ` ${request.method} ${String(request.headers["x-test"])}`;
        response.writeHead(204).end();
      });
    });
    expect(received).toBe(`${NOTICE.body} POST 1`);
    expect(answer).toMatchObject({ kind: "answered", status: 204, body: "", isCut: false });
    expect(isAccepted(answer)).toBe(true);
  });

  test("is not sent on to where a redirect leads", async () => {
    let calls = 0;
    const answer = await answerOf((_request, response) => {
      calls += 1;
      response.writeHead(302, { Location: "/login" }).end();
    });
    expect(answer).toMatchObject({ status: 302, location: "/login" });
    expect(calls).toBe(1);
    expect([isAccepted(answer), isRefused(answer)]).toEqual([false, false]);
    expect(verdictOf("no-redirect", [answer])).toBe("failed");
  });

  test("that is not answered in time is given up", async () => {
    const answer = await answerOf(() => undefined, 50);
    expect(answer.kind).toBe("late");
    expect(verdictOf("in-time", [answer])).toBe("failed");
    expect(verdictOf("answer-ends", [answer])).toBe("passed");
  });

  test("whose answer does not end is given up", async () => {
    // The answer must begin in time, on a busy machine, too.
    const answer = await answerOf((_request, response) => void response.write("{"), 1_000);
    expect(answer).toMatchObject({ kind: "endless", status: 200 });
    expect(isAccepted(answer)).toBe(false);
    expect(verdictOf("answer-ends", [answer])).toBe("failed");
    expect(verdictOf("in-time", [answer])).toBe("passed");
  });

  test("whose answer is larger than the limit is judged by its beginning", async () => {
    const page = "x".repeat(ANSWER_BYTES_MAX + 1);
    const answer = await answerOf((_request, response) => response.end(page));
    expect(answer).toMatchObject({ kind: "answered", status: 200, isCut: true });
    expect(verdictOf("answer-ends", [answer])).toBe("failed");
  });

  test("to a port without a server is unreachable", async () => {
    const answer = await deliver(new URL("http://127.0.0.1:9/notify"), NOTICE, 5_000);
    expect(answer).toMatchObject({ kind: "unreachable", reason: expect.stringMatching(/REFUSED/) });
  });
});

test("only 200 and 204 are accepted, and only 4xx and 5xx are refusals", async () => {
  const statuses = [200, 201, 202, 204, 302, 400, 404, 500, 599];
  const answers = statuses.map((status) => ({
    kind: "answered" as const,
    status,
    body: "",
    isCut: false,
    location: null,
    durationMs: 1,
  }));
  expect(answers.filter(isAccepted).map(({ status }) => status)).toEqual([200, 204]);
  expect(answers.filter(isRefused).map(({ status }) => status)).toEqual([400, 404, 500, 599]);
});
