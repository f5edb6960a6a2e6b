import type { DiagnosisReport, LoggedRequestRepresentation } from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WARNING_CASES } from "./diagnosis-warning-cases.js";
import { type Merchant, Platform } from "./support/platform.js";
import { type Loose, order, parcel, paymentFor, shipping, upload } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterAll(() => platform.close());

async function lastLogged(): Promise<LoggedRequestRepresentation> {
  const { body } = await platform.admin<{ items: LoggedRequestRepresentation[] }>(
    "GET",
    "/requests?limit=1",
  );
  return body.items[0] as LoggedRequestRepresentation;
}

const placesOf = (found: readonly DiagnosisReport[]) => found.map(({ id, path }) => [id, path]);

describe("an accepted upload with", () => {
  test.each(WARNING_CASES.map((given) => [given.title, given] as const))(
    "%s is accepted, and the dry-run and the log warn of it",
    async (_, { body, warning, path, advice }) => {
      const request = body();
      const { errcode, warnings } = await merchant.dryRun("uploadShoppingInfo", request);
      expect(errcode).toBe(0);
      expect(placesOf(warnings as DiagnosisReport[])).toEqual([[warning, path]]);
      expect((await merchant.upload(request)).errcode).toBe(0);
      const { explanation } = await lastLogged();
      const logged = explanation.diagnoses.find(({ id }) => id === warning);
      expect(logged).toMatchObject({ path, hint: expect.stringContaining(advice) });
      // Why the upload is no order yet comes first.
      expect(explanation.diagnoses[0]?.id).toBe("unpaid");
    },
  );

  test("nothing wrong has no warning", async () => {
    const { warnings } = await merchant.dryRun("uploadShoppingInfo", upload());
    expect(warnings).toBeUndefined();
    await merchant.upload(upload());
    expect((await lastLogged()).explanation.diagnoses.map(({ id }) => id)).toEqual(["unpaid"]);
  });
});

test("ids that the log masks are not compared", async () => {
  // Both are masked to 138****5678.
  const ids = ["13811115678", "13822225678"];
  const orders = ids.map((merchant_item_id, index) =>
    order({
      merchant_order_no: String(index),
      item_list: [{ ...(order()["item_list"] as Loose[])[0], merchant_item_id }],
    }),
  );
  await merchant.upload(upload({ order_list: orders }));
  const logged = await lastLogged();
  expect(logged.body).toContain("138****5678");
  expect(logged.explanation.diagnoses.map(({ id }) => id)).toEqual(["unpaid"]);
});

describe("a carrier's code in another case", () => {
  let paid: Loose;
  beforeAll(async () => {
    paid = upload();
    await merchant.upload(paid);
    await platform.admin("POST", "/payments", paymentFor(paid));
  });
  const SHIPPINGS = "/user-order/orders/shippings";
  const shippedWith = (changes: Loose) =>
    shipping({ order_key: paid["order_key"], shipping_list: [parcel(changes)] });

  test.each(["sf", "Sf", " SF "])("%j needs the contact of SF", async (express_company) => {
    const reply = await merchant.call(SHIPPINGS, shippedWith({ express_company }));
    expect(reply).toMatchObject({
      errcode: 268435461,
      errmsg: expect.stringContaining("shipping_list[0].contact needs"),
    });
  });

  test("is accepted with a contact, and warned of", async () => {
    const contact = { receiver_contact: "189****1234" };
    const body = shippedWith({ express_company: "sf", contact });
    const path = "shipping_list[0].express_company";
    const { errcode, warnings } = await merchant.dryRun("uploadShippingInfo", body);
    expect(errcode).toBe(0);
    expect(placesOf(warnings as DiagnosisReport[])).toEqual([["carrier-code-case", path]]);
    expect((await merchant.call(SHIPPINGS, body)).errcode).toBe(0);
    expect(await lastLogged()).toMatchObject({
      cause: "carrier-code-case",
      explanation: { field: path, hint: expect.stringContaining("Send SF") },
    });
  });

  test("a carrier's name is accepted, and warned of", async () => {
    const body = {
      ...shippedWith({ express_company: "YUNDA" }),
      upload_time: "2022-05-20T13:41:00+08:00",
    };
    expect((await merchant.call(SHIPPINGS, body)).errcode).toBe(0);
    expect(await lastLogged()).toMatchObject({
      cause: "carrier-name",
      explanation: { hint: expect.stringContaining("Send YD") },
    });
  });
});

test("the dry-run shows the causes of each broken rule, in the caller's language", async () => {
  const item = { ...(order()["item_list"] as Loose[])[0], unit_price: 19.9 };
  const body = upload({
    order_list: [order({ item_list: [item] })],
    upload_time: "2022-05-20 13:29:35",
  });
  const { violations } = await merchant.dryRun("uploadShoppingInfo", body);
  expect(violations).toMatchObject([
    {
      errcode: 268435461,
      path: "order_list[0].item_list[0].unit_price",
      hint: "Send 1990.",
      causes: [{ id: "price-in-yuan", hint: "Send 1990." }],
    },
    {
      errcode: 268485216,
      path: "upload_time",
      causes: [{ id: "offset-missing", text: expect.stringContaining("no offset") }],
    },
  ]);
});

test("the dry-run warns of a time that is 8 hours ahead", async () => {
  const body = upload({ upload_time: "2022-05-20T13:29:36Z" });
  const { warnings } = await merchant.dryRun("uploadShoppingInfo", body);
  expect(placesOf(warnings as DiagnosisReport[])).toEqual([
    ["local-time-stamped-utc", "upload_time"],
  ]);
});
