import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { differenceOf, effectsAddress, PAID_ONCE, readEffects } from "./effects.js";

test("the number of the order replaces its place, or becomes a query", () => {
  expect(effectsAddress("http://a/orders/{out_trade_no}/x", "A|1")).toBe("http://a/orders/A%7C1/x");
  expect(effectsAddress("http://a/orders?shop=1", "A-1")).toBe(
    "http://a/orders?shop=1&out_trade_no=A-1",
  );
});

test.each([
  [200, '{"paid_total":100,"paid_count":1,"refunded_total":0,"more":1}', null],
  [404, "{}", "answered 404 for A-1"],
  [200, "<html>", "answered no JSON for A-1"],
  [200, '{"paid_total":"100"}', "answered without an integer paid_total for A-1"],
])("an answer %i %s is read, or refused with its fault", async (status, body, fault) => {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const reading = readEffects(`http://127.0.0.1:${port}/{out_trade_no}`, "A-1");
  try {
    if (fault === null) expect(await reading).toMatchObject({ paid_count: 1 });
    else await expect(reading).rejects.toThrow(fault);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test("a difference names what is booked and what should be", () => {
  const found = { paid_total: 200, paid_count: 2, refunded_total: 0 };
  expect(differenceOf(found, PAID_ONCE(100))?.en).toBe(
    "paid_total is 200, not 100, paid_count is 2, not 1",
  );
  expect(differenceOf(PAID_ONCE(100), PAID_ONCE(100))).toBeNull();
});
