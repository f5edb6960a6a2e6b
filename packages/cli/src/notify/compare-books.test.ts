import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Finding, SendingCase } from "./check-case.js";
import { compareBooks } from "./compare-books.js";
import { PAID_ONCE } from "./effects.js";
import { demoTemplate } from "./orders.js";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/**
 * Compares the books that a listener shows with one payment.
 * @param leftMs the time of the check that is left
 */
async function findingOf(
  listener: RequestListener,
  leftMs: number,
  settleMs = 10,
): Promise<Finding | undefined> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const findings = new Map<string, Finding>();
  findings.set("payment", {
    verdict: "unobservable",
    found: { en: "answered 204", zh: "应答 204" },
  });
  const one = { name: "payment", effects: { order: "payment", expected: PAID_ONCE } };
  await compareBooks(one as unknown as SendingCase, findings, {
    effectsUrl: `http://127.0.0.1:${port}/{out_trade_no}`,
    template: demoTemplate("1900000109"),
    settleMs,
    endsAtMs: performance.now() + leftMs,
  });
  return findings.get("payment");
}

/** Books a payment after some readings. */
const bookedAfter =
  (readings: number): RequestListener =>
  (_request, response) => {
    const effects = readings-- > 0 ? PAID_ONCE(0) : PAID_ONCE(100);
    response.end(JSON.stringify(effects));
  };

test("a payment that is booked after the answer passes", async () => {
  expect(await findingOf(bookedAfter(2), 5_000)).toMatchObject({ verdict: "passed" });
});

test("a payment that is not booked fails, and so does one after the time of the check", async () => {
  const failed = { verdict: "failed", found: { en: expect.stringContaining("paid_total is 0") } };
  expect(await findingOf(bookedAfter(9), 5_000)).toMatchObject(failed);
  expect(await findingOf(bookedAfter(1), 5_000, 6_000)).toMatchObject(failed);
});

test("books that do not answer end the check in its time", async () => {
  await expect(findingOf(() => {}, 50)).rejects.toThrow("did not answer in time for DDCHECK-01");
});
