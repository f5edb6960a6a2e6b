import { describe, expect, test } from "vitest";
import { CARRIER_IDS } from "./carriers.js";
import { TRACKED_CARRIER_IDS, trackingPage } from "./tracking-pages.js";

test.each(TRACKED_CARRIER_IDS)(
  "%s is a carrier of the list, and its page is https and ends with the number",
  (carrier) => {
    const page = trackingPage(carrier, "SF1234567890");
    expect(CARRIER_IDS).toContain(carrier);
    expect(new URL(page as string).protocol).toBe("https:");
    expect(page).toMatch(/[/=]SF1234567890$/);
  },
);

describe("no page is known", () => {
  test.each(["", "constructor", "__proto__", "sf", "HTKY"])("for the carrier %j", (carrier) => {
    expect(trackingPage(carrier, "1")).toBeNull();
  });

  test.each(["", "../../evil", "1&x=2", "1#x", "顺丰1", "1 2", "1".repeat(65)])(
    "for %j, which is no tracking number",
    (trackingNo) => {
      expect(trackingPage("SF", trackingNo)).toBeNull();
    },
  );
});
