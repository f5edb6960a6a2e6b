import { createPublicKey, verify } from "node:crypto";
import { type RequestDescriptor, verifySignature } from "http-message-sig";
import { beforeAll, describe, expect, test } from "vitest";
import { Sealer } from "../secrets/seal.js";
import {
  contentDigest,
  type PlatformJwk,
  signedHeaders,
  verifySignedRead,
} from "./signed-request.js";
import { publicJwkOf, type UcpKey, UcpKeys } from "./ucp-keys.js";

const NOW_MS = 1_780_000_000_900;
const URL = "https://platform.example/hooks/ucp?tenant=1";
const BODY = JSON.stringify({ id: "an order", label: "订单 1" });

let key: UcpKey;
let other: UcpKey;
beforeAll(async () => {
  other = await newKeys().signing();
  key = await newKeys().signing();
});

function newKeys(): UcpKeys {
  let stored: string | null = null;
  const settings = {
    get: () => Promise.resolve(stored),
    change: (_name: string, change: (value: string | null) => string) => {
      stored = change(stored);
      return Promise.resolve(stored);
    },
  };
  return new UcpKeys({
    settings,
    sealer: new Sealer(Buffer.alloc(32, 7)),
    clock: { nowMs: () => NOW_MS } as never,
  });
}

const sign = (changes: Partial<Parameters<typeof signedHeaders>[0]> = {}) =>
  signedHeaders(
    {
      url: URL,
      body: BODY,
      id: "evt_0123456789ab_7",
      eventAtMs: NOW_MS - 86_400_000,
      ucpAgent: 'profile="https://orders.example/.well-known/ucp"',
      ...changes,
    },
    key,
    NOW_MS,
  );

/** Verifies as a platform does, with another library, the public key of the profile and its own clock. */
function verifyAsPlatform(
  headers: Record<string, string>,
  { url = URL, nowMs = NOW_MS }: { url?: string; nowMs?: number } = {},
) {
  const request: RequestDescriptor = {
    kind: "request",
    method: "POST",
    targetUri: url,
    fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
  };
  const jwk = publicJwkOf(key);
  return verifySignature(request, {
    policy: {
      algorithms: ["ecdsa-p256-sha256"],
      requiredComponents: ["@method", "@target-uri", "content-digest"],
      requiredParameters: ["created", "keyid"],
      now: Math.floor(nowMs / 1000),
      maxAge: 300,
    },
    resolveVerifier: ({ parameters }) => {
      if (parameters.keyid !== jwk.kid) throw new Error("not in the profile");
      const publicKey = createPublicKey({ key: jwk, format: "jwk" });
      return {
        algorithm: "ecdsa-p256-sha256",
        verify: (data, signature) =>
          verify("sha256", data, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature),
      };
    },
  });
}

describe("a signed order", () => {
  test("is verified by another library, by a clock that is as early as it may be", async () => {
    const headers = await sign();
    expect(headers["content-digest"]).toBe(contentDigest(BODY));
    const verified = await verifyAsPlatform(headers);
    expect(verified.components.map(({ name }) => name)).toEqual([
      "@method",
      "@target-uri",
      "content-digest",
      "content-type",
      "ucp-agent",
      "webhook-id",
      "webhook-timestamp",
    ]);
  });

  test("has the time of the event in webhook-timestamp, and that of the attempt in created", async () => {
    const headers = await sign();
    expect(headers["webhook-timestamp"]).toBe(String(Math.floor(NOW_MS / 1000) - 86_400));
    expect(headers["signature-input"]).toContain(`;created=${Math.floor(NOW_MS / 1000)};`);
  });

  test.each([
    ["body", { "content-digest": contentDigest(`${BODY} `) }],
    ["event", { "webhook-id": "evt_0123456789ab_8" }],
    ["time", { "webhook-timestamp": "1" }],
    ["sender", { "ucp-agent": 'profile="https://other.example/.well-known/ucp"' }],
  ])("is not valid with another %s", async (_, changed) => {
    await expect(verifyAsPlatform({ ...(await sign()), ...changed })).rejects.toThrow();
  });

  test("is not valid at another URL, or later", async () => {
    const headers = await sign();
    await expect(verifyAsPlatform(headers, { url: `${URL}&b=2` })).rejects.toThrow();
    await expect(verifyAsPlatform(headers, { nowMs: NOW_MS + 301_000 })).rejects.toThrow();
  });
});

describe("a signed request of a platform", () => {
  const read = "https://orders.example/ucp/orders/abc";
  const jwkOf = ({ kid, x, y }: UcpKey): PlatformJwk => ({ kid, kty: "EC", crv: "P-256", x, y });
  const find = (kid: string) =>
    Promise.resolve(
      kid === key.kid
        ? [
            { jwk: { ...jwkOf(other), kid }, platform: "another with this id" },
            { jwk: jwkOf(key), platform: "ours" },
          ]
        : [],
    );

  /** The header fields of a platform that signs with the second library. */
  async function signedRead(
    components: readonly string[],
    { created = Math.floor(NOW_MS / 1000), keyid = key.kid, url = read } = {},
  ) {
    const { createSignature } = await import("http-message-sig");
    const { createPrivateKey, sign: signBytes } = await import("node:crypto");
    const { x, y, d } = key;
    const privateKey = createPrivateKey({
      key: { kty: "EC", crv: "P-256", x, y, d },
      format: "jwk",
    });
    const fields = [{ name: "ucp-agent", value: 'profile="https://agent.example/ucp"' }];
    const signed = await createSignature(
      { kind: "request", method: "GET", targetUri: url, fields },
      {
        components,
        parameters: { created, keyid },
        signer: {
          algorithm: "ecdsa-p256-sha256",
          sign: (data) => signBytes("sha256", data, { key: privateKey, dsaEncoding: "ieee-p1363" }),
        },
      },
    );
    return {
      "ucp-agent": fields[0]?.value as string,
      signature: signed.signature,
      "signature-input": signed.signatureInput,
    };
  }
  const check = (headers: Record<string, string>, url = read, nowMs: number | null = NOW_MS) =>
    verifySignedRead({ method: "GET", url, headers }, find, nowMs);

  const PATH = ["@method", "@authority", "@path", "ucp-agent"] as const;

  test("is accepted with either set of components", async () => {
    expect(await check(await signedRead(PATH))).toEqual({ platform: "ours" });
    const whole = await signedRead(["@method", "@target-uri", "ucp-agent"]);
    expect(await check(whole)).toEqual({ platform: "ours" });
  });

  test.each([
    ["without a signature", () => Promise.resolve({}), "signature_missing"],
    [
      "that covers no sender",
      () => signedRead(["@method", "@authority", "@path"]),
      "coverage_insufficient",
    ],
    ["that covers no target", () => signedRead(["@method", "ucp-agent"]), "coverage_insufficient"],
    ["with an unknown key", () => signedRead(PATH, { keyid: "other" }), "key_not_found"],
    [
      "from long ago",
      () => signedRead(PATH, { created: (NOW_MS / 1000 - 301) | 0 }),
      "signature_expired",
    ],
    [
      "from the future",
      () => signedRead(PATH, { created: (NOW_MS / 1000 + 7) | 0 }),
      "signature_expired",
    ],
    ["for another order", () => signedRead(PATH, { url: `${read}d` }), "signature_invalid"],
    [
      "that is no structured field",
      async () => ({ ...(await signedRead(PATH)), signature: "sig1=?" }),
      "signature_invalid",
    ],
  ] as const)("%s is refused", async (_, make, fault) => {
    expect(await check(await make())).toEqual({ fault });
  });

  test("of a clock that is 5 seconds ahead is accepted, and of any time without a time of day", async () => {
    const ahead = await signedRead(PATH, { created: Math.floor(NOW_MS / 1000) + 5 });
    expect(await check(ahead)).toEqual({ platform: "ours" });
    const old = await signedRead(PATH, { created: 1 });
    expect(await check(old, read, null)).toEqual({ platform: "ours" });
  });
});

describe("a change of keys", () => {
  const at = (clock: { nowMs: number }) => {
    let stored: string | null = null;
    return new UcpKeys({
      settings: {
        get: () => Promise.resolve(stored),
        change: (_name, change) => Promise.resolve((stored = change(stored))),
      },
      sealer: new Sealer(Buffer.alloc(32, 7)),
      clock: { nowMs: () => clock.nowMs } as never,
    });
  };
  const kids = (keys: readonly UcpKey[]) => keys.map(({ kid }) => kid);

  test("publishes the new key before it signs, and the old one until the overlap has ended", async () => {
    const clock = { nowMs: NOW_MS };
    const keys = at(clock);
    const old = await keys.signing();
    const [made] = await keys.rotate(3_600_000);
    expect(kids(await keys.published())).toEqual([made?.kid, old.kid]);
    expect((await keys.signing()).kid).toBe(old.kid);
    clock.nowMs += 600_000;
    expect((await keys.signing()).kid).toBe(made?.kid);
    expect(kids(await keys.published())).toContain(old.kid);
    clock.nowMs += 3_600_000;
    expect(kids(await keys.published())).toEqual([made?.kid]);
  });

  test("without an overlap withdraws the old key at once", async () => {
    const keys = at({ nowMs: NOW_MS });
    const old = await keys.signing();
    const [made] = await keys.rotate(0);
    expect(kids(await keys.published())).toEqual([made?.kid]);
    expect((await keys.signing()).kid).toBe(made?.kid);
    expect(made?.kid).not.toBe(old.kid);
  });

  test("changes no permalink", async () => {
    const keys = at({ nowMs: NOW_MS });
    const code = await keys.codeOf("order");
    await keys.rotate(0);
    expect(await keys.isCodeOf("order", code)).toBe(true);
    expect(await keys.isCodeOf("other", code)).toBe(false);
    expect(await keys.isCodeOf("order", code.slice(1))).toBe(false);
  });
});
