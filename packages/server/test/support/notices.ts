import { type EventType, makeNotification, type SentNotification } from "@dingdan/wechatpay";
import { API_V3_KEY, makeKey, type TestKey } from "../../../wechatpay/test/keys.js";
import { EXAMPLE_MCHID, type Platform } from "./platform.js";
import type { Loose } from "./requests.js";

/** Signs and encrypts notices as WeChat Pay does. It replaces WeChat Pay itself. */
export class FakeWeChatPay {
  readonly mchid: string;
  readonly key: TestKey;
  readonly apiV3Key: string;

  constructor(mchid = EXAMPLE_MCHID, key = makeKey(), apiV3Key = API_V3_KEY) {
    this.mchid = mchid;
    this.key = key;
    this.apiV3Key = apiV3Key;
  }

  /** The same WeChat Pay with other keys or another merchant number. */
  with(changes: { mchid?: string; key?: TestKey; apiV3Key?: string }): FakeWeChatPay {
    const { mchid = this.mchid, key = this.key, apiV3Key = this.apiV3Key } = changes;
    return new FakeWeChatPay(mchid, key, apiV3Key);
  }

  get path(): string {
    return `/payments/wechatpay/${this.mchid}/notify`;
  }

  /** The keys of its merchant number, as `PUT /admin/v1/merchants/:mchid/wechatpay` takes them. */
  get keys() {
    return {
      api_v3_key: this.apiV3Key,
      public_keys: [{ id: this.key.serial, pem: this.key.publicPem }],
    };
  }

  /** Sets the keys of its merchant number, with further settings. */
  async setKeys(platform: Platform, settings: Loose = {}): Promise<void> {
    const answer = await platform.admin("PUT", `/merchants/${this.mchid}/wechatpay`, {
      ...this.keys,
      ...settings,
    });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }

  notice(eventType: EventType, resource: object, nowMs = Date.now()): SentNotification {
    return makeNotification({ eventType, resource, nowMs }, this.apiV3Key, this.key);
  }

  post(platform: Platform, { headers, body }: SentNotification) {
    return platform.send<Loose>("POST", this.path, { headers: { ...headers }, body });
  }

  /** Reports a payment. */
  pay(platform: Platform, transaction: object) {
    return this.post(platform, this.notice("TRANSACTION.SUCCESS", transaction));
  }

  /** Reports a refund in the state that it names. */
  refund(platform: Platform, refund: Loose) {
    const event = `REFUND.${String(refund["refund_status"])}` as EventType;
    return this.post(platform, this.notice(event, refund));
  }
}

/** How many requests of each outcome the platform has counted; those that were none are left out. */
export async function noticeCounts(platform: Platform): Promise<Record<string, number>> {
  const { body } = await platform.send<{ text: string }>("GET", "/metrics");
  const lines = body.text.matchAll(/^dingdan_wechatpay_notices_total\{outcome="(\w+)"\} (\d+)$/gm);
  const counts = [...lines].map(([, outcome = "", count]) => [outcome, Number(count)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
