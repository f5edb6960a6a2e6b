import type { SentNotification } from "@dingdan/wechatpay";
import { expect, test } from "vitest";
import { Random } from "../../cli/src/seed/random.js";
import { makeKey } from "../../wechatpay/test/keys.js";
import { FakeWeChatPay, noticeCounts } from "./support/notices.js";
import { Platform } from "./support/platform.js";
import { testSeed } from "./support/random.js";
import { type Loose, paymentFor, upload } from "./support/requests.js";

const REQUESTS = 10_000;
const GENUINE = 100;
/** How many requests are on the way at one time. */
const CONCURRENCY = 16;

const transaction = () => paymentFor(upload());

/**
 * Makes forgeries of every kind from a few notices: signing each of 10,000 would take longer than the
 * platform takes to refuse them.
 */
function forgeries(wechat: FakeWeChatPay, random: Random) {
  const genuine = (resource: object = transaction(), atMs = Date.now()) =>
    wechat.notice("TRANSACTION.SUCCESS", resource, atMs);
  const pick = <T>(list: readonly T[]): T => random.pick(list);
  const many = (make: () => SentNotification) => Array.from({ length: 4 }, make);
  const base = many(() => genuine());
  const old = many(() => genuine(transaction(), Date.now() - 3_600_000 * (1 + random.next())));
  const future = many(() => genuine(transaction(), Date.now() + 3_600_000));
  const otherKey = wechat.with({ key: makeKey(wechat.key.serial) });
  const otherSerial = wechat.with({ key: makeKey("PUB_KEY_ID_OTHER") });
  const otherApiKey = wechat.with({ apiV3Key: "another-api-v3-key-of-32-chars!!" });
  const byOthers = [otherKey, otherSerial, otherApiKey].flatMap((fake) =>
    many(() => fake.notice("TRANSACTION.SUCCESS", transaction())),
  );
  const ofOthers = many(() => genuine({ ...transaction(), mchid: "1900000999" }));
  const withHeader = (sent: SentNotification, name: string, value: string) => ({
    ...sent,
    headers: { ...sent.headers, [name]: value },
  });
  const flipped = (text: string) => {
    const at = random.integer(0, text.length - 1);
    const character = text[at] === "A" ? "B" : "A";
    return text.slice(0, at) + character + text.slice(at + 1);
  };
  const kinds: (() => SentNotification)[] = [
    () => pick(old),
    () => pick(future),
    () => pick(byOthers),
    () => pick(ofOthers),
    () => ({ ...pick(base), body: flipped(pick(base).body) }),
    () => {
      const sent = pick(base);
      return { ...sent, body: sent.body.slice(0, random.integer(0, sent.body.length - 1)) };
    },
    () => {
      const sent = pick(base);
      return withHeader(
        sent,
        "Wechatpay-Signature",
        flipped(sent.headers["Wechatpay-Signature"] ?? ""),
      );
    },
    () => withHeader(pick(base), "Wechatpay-Nonce", flipped("0123456789abcdef")),
    // The time of an old notice, made fresh.
    () => withHeader(pick(old), "Wechatpay-Timestamp", String(Math.floor(Date.now() / 1000))),
    () =>
      withHeader(pick(base), "Wechatpay-Timestamp", pick(["", "0", "-1", "NaN", "9".repeat(40)])),
    () =>
      withHeader(pick(base), "Wechatpay-Serial", pick(["", "PUB_KEY_ID_", "0", "f".repeat(99)])),
    () => withHeader(pick(base), "Wechatpay-Signature", `WECHATPAY/SIGNTEST/${random.next()}`),
    () => ({ headers: {}, body: pick(["", "{}", "[", "<xml/>", "null", "\u0000".repeat(9)]) }),
  ];
  return () => pick(kinds)();
}

test("among 10,000 forged and replayed notices exactly the 100 genuine ones are accepted", {
  timeout: 120_000,
}, async () => {
  const seed = testSeed();
  const random = new Random(seed);
  const wechat = new FakeWeChatPay();
  const platform = await Platform.start({ clock: "running", databaseUrl: "sqlite::memory:" });
  await platform.registerExample();
  await wechat.setKeys(platform);
  await wechat.with({ mchid: "1900000999" }).setKeys(platform);
  const forge = forgeries(wechat, random);
  const payments = Array.from({ length: GENUINE }, transaction);
  const genuine = payments.map((payment) => wechat.notice("TRANSACTION.SUCCESS", payment));
  const sent: { readonly notice: SentNotification; readonly isGenuine: boolean }[] = [
    ...genuine.map((notice) => ({ notice, isGenuine: true })),
    ...Array.from({ length: REQUESTS }, () => ({ notice: forge(), isGenuine: false })),
  ]
    .map((entry) => ({ entry, at: random.next() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ entry }) => entry);

  const wrong: string[] = [];
  let next = 0;
  const sender = async () => {
    for (let at = next++; at < sent.length; at = next++) {
      const { notice, isGenuine } = sent[at] as (typeof sent)[number];
      const { status, body } = await wechat.post(platform, notice);
      const isRight = isGenuine
        ? status === 204
        : status >= 400 && status < 500 && body["code"] === "FAIL";
      if (!isRight)
        wrong.push(`${isGenuine ? "genuine" : "forged"} ${status} ${JSON.stringify(body)}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, sender));

  expect(wrong, `seed ${seed}`).toEqual([]);
  const counts = await noticeCounts(platform);
  expect(counts["recorded"], `seed ${seed}`).toBe(GENUINE);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  expect([all, counts["fault"]], `seed ${seed}`).toEqual([REQUESTS + GENUINE, undefined]);
  for (const payment of payments) {
    const report = await platform.admin<Loose>("POST", "/payments", payment);
    expect(report.status, `seed ${seed}`).toBe(200);
  }
  // Each genuine payment was recorded once: reporting all of them again records nothing new.
  expect((await platform.send("GET", "/metrics")).body["text"]).toContain(
    `dingdan_payments_total ${GENUINE}\n`,
  );
  await platform.close();
});
