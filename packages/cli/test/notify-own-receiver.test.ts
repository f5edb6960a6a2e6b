import { expect, test } from "vitest";
import { checkReceiver, DEFAULT_LIMITS } from "../src/notify/check-receiver.js";
import { demoTemplate } from "../src/notify/orders.js";
import { newTestKeys, signersOf } from "../src/notify/test-keys.js";
import { RunningServer } from "./support/command.js";

/* The platform's own receiver keeps the rules that `dingdan notify check` checks in others. */

const KEYS = newTestKeys("1900000109", Date.now());

test.each(["public-key", "certificate"] as const)(
  "the platform's receiver fails no case, with the %s as the main key",
  async (signer) => {
    const server = await RunningServer.start([
      "serve",
      "--port",
      "0",
      "--database",
      "sqlite::memory:",
      "--sandbox",
    ]);
    try {
      const { public_key: publicKey, certificate } = KEYS;
      const body = JSON.stringify({
        api_v3_key: KEYS.api_v3_key,
        public_keys: [{ id: publicKey.id, pem: publicKey.pem }],
        certificates: [{ serial: certificate.serial, pem: certificate.pem }],
      });
      const set = await fetch(`${server.url}/admin/v1/merchants/${KEYS.mchid}/wechatpay`, {
        method: "PUT",
        headers: {
          authorization: `Bearer ${server.firstLine.adminKey}`,
          "content-type": "application/json",
        },
        body,
      });
      expect(set.status).toBe(200);
      const { main, other } = signersOf(KEYS, signer);
      const results = await checkReceiver({
        url: `${server.url}/payments/wechatpay/${KEYS.mchid}/notify`,
        paid: { template: demoTemplate(KEYS.mchid), paidAt: KEYS.created_at },
        keys: { apiV3Key: KEYS.api_v3_key, signer: main },
        otherSigner: other,
        effectsUrl: null,
        isSelected: () => true,
        limits: DEFAULT_LIMITS,
        nowMs: Date.now,
        onProgress: () => undefined,
      });
      const bad = results.filter(({ finding }) =>
        ["failed", "warning", "skipped"].includes(finding.verdict),
      );
      expect(bad.map(({ words, finding }) => [words.name, finding.found.en])).toEqual([]);
    } finally {
      await server.stop();
    }
  },
);
