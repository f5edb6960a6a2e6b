import { afterEach, beforeEach, expect, test } from "vitest";
import { Random } from "../../../cli/src/seed/random.js";
import {
  anApp,
  anUpload,
  aPayment,
  merchantKey,
  sentUpload,
} from "../../src/storage/conformance/samples.js";
import { testSeed } from "../support/random.js";
import { Eraser } from "./erasing.js";
import { foundIn } from "./spellings.js";
import { filesOf, OPENID, onEngineBytes, type Place, SEAL_KEY } from "./support.js";

const ORDERS = 3_000;
const OF_BUYER = 150;
/** Few enough that a busy machine writes them within a call's deadline. */
const AT_ONCE = 100;

onEngineBytes("a buyer's orders among many, whose rows have moved between pages", (makePlace) => {
  let place: Place;
  let eraser: Eraser;
  beforeEach(async () => {
    place = await makePlace();
    eraser = await Eraser.open(place.url, SEAL_KEY);
  });
  afterEach(async () => {
    await eraser.close();
    await place.remove();
  });

  test("are in no file after the erasure", async () => {
    const { store } = eraser;
    const { appid } = anApp();
    await store.apps.create(anApp());
    const seed = testSeed();
    // Numbers without an order spread the rows over all pages.
    const random = new Random(seed);
    const orders = Array.from({ length: ORDERS }, (_, index) => ({
      number: `${random.integer(0, 999_999_999)}-${index < OF_BUYER ? "MARK" : "OTHER"}-${index}`,
      openid: index < OF_BUYER ? OPENID : `oOTHER${index}`,
    }));
    const numbers = random.sample(orders, orders.length);
    for (let at = 0; at < numbers.length; at += AT_ONCE) {
      await Promise.all(
        numbers.slice(at, at + AT_ONCE).flatMap(({ number, openid }) => [
          store.orders.put(
            sentUpload(
              anUpload({
                orderKey: merchantKey(number),
                openid,
                merchantOrderNos: [`NO-${number}`],
              }),
            ),
          ),
          store.orders.putPayment(
            aPayment({ outTradeNo: number, transactionId: `T${number}`, openid }),
          ),
        ]),
      );
      await store.orderLists.indexNames(10_000);
    }

    const receipt = await eraser.erase(
      { appid, openid: OPENID },
      Date.parse("2022-06-01T00:00:00Z"),
    );

    expect(receipt.removed).toMatchObject({ uploads: OF_BUYER, payments: OF_BUYER });
    for (const [name, bytes] of Object.entries(await filesOf(place))) {
      for (const mark of [OPENID, "MARK-"]) {
        expect(foundIn(bytes, mark), `seed ${seed}: ${mark} in ${name}`).toBeNull();
      }
    }
  });
});
