import { afterEach, beforeEach, expect, test } from "vitest";
import { BUYER_TABLES } from "../../src/domain/buyer-data/tables.js";
import { EXAMPLE_APPID, type Platform } from "../support/platform.js";
import {
  exportOf,
  fill,
  MARKS,
  OPENID,
  OTHER_APPID,
  onBothEngines,
  type Place,
} from "./support.js";

onBothEngines("the export of a buyer", (makePlace) => {
  let place: Place;
  let platform: Platform;
  beforeEach(async () => {
    place = await makePlace();
    platform = await place.open();
    await fill(platform);
  });
  afterEach(async () => {
    await platform.close();
    await place.remove();
  });

  test("holds everything that is stored about the buyer, and nothing of others", async () => {
    const { status, body } = await exportOf(platform, EXAMPLE_APPID, OPENID);

    expect(status).toBe(200);
    const whole = JSON.stringify(body);
    for (const mark of MARKS) expect(whole, mark).toContain(mark);
    expect(whole).not.toContain("OTHER");
    const { sections } = body;
    expect(Object.keys(sections)).toEqual(
      Object.entries(BUYER_TABLES)
        .filter(([, { exported }]) => exported.length > 0)
        .map(([name]) => name),
    );
    expect(sections["uploads"]?.map(({ order_key }) => order_key)).toEqual([
      "1:1900000109:MARK-PAID",
      "1:1900000109:MARK-WAITING",
      "1:1900000109:MARK-WHOLE",
    ]);
    expect(sections["payments"]).toHaveLength(3);
    expect(sections["refunds"]).toHaveLength(1);
    expect(sections["deliveries"]).toHaveLength(1);
    expect(sections["trade_orders"]).toHaveLength(4);
    expect(sections["buyer_tokens"]).toMatchObject([
      { purpose: "session", buyers: [{ appid: EXAMPLE_APPID, openid: OPENID }] },
    ]);
  });

  test("shows calls with their openids, and times as instants", async () => {
    const { sections } = (await exportOf(platform, EXAMPLE_APPID, OPENID)).body;

    const upload = sections["requests"]?.find(({ order_key }) =>
      String(order_key).endsWith("MARK-PAID"),
    );
    expect(upload?.["body"]).toContain(`"openid":"${OPENID}"`);
    expect(upload?.["at"]).toBe("2022-05-20T05:29:35.120Z");
    expect(sections["payments"]?.[0]?.["paid_at"]).toMatch(/^2022-05-20T05:29:3\d\.000Z$/);
  });

  test("of the same openid in another app is that app's alone", async () => {
    const { body } = await exportOf(platform, OTHER_APPID, OPENID);

    const whole = JSON.stringify(body.sections);
    expect(whole).toContain("OTHER-2");
    expect(whole).not.toContain("MARK-PAID");
  });

  test("of a buyer without data has every section, empty", async () => {
    const { status, body } = await exportOf(platform, EXAMPLE_APPID, "oNONE");

    expect(status).toBe(200);
    expect(new Set(Object.values(body.sections).map(({ length }) => length))).toEqual(new Set([0]));
  });

  test("of an unknown app is refused with 404, and a body without an openid with 400", async () => {
    expect((await exportOf(platform, "wx404", OPENID)).status).toBe(404);
    const { status } = await platform.admin("POST", "/buyers/export", { appid: EXAMPLE_APPID });
    expect(status).toBe(400);
  });
});
