import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeCertificate } from "../../wechatpay/test/certificate.js";
import { API_V3_KEY, makeKey, type TestKey } from "../../wechatpay/test/keys.js";
import { Platform } from "./support/platform.js";
import type { Loose } from "./support/requests.js";

const PATH = "/merchants/1900000109/wechatpay";
let key: TestKey;
let client: TestKey;
let certificate: string;
beforeAll(() => {
  key = makeKey();
  client = makeKey("5C6D");
  certificate = makeCertificate({ ...key, serial: "0A1B" });
});

let platform: Platform;
beforeEach(async () => {
  platform = await Platform.start({ databaseUrl: "sqlite::memory:" });
});
afterEach(() => platform.close());

const put = (settings: Loose) => platform.admin("PUT", PATH, settings);
const first = (): Loose => ({
  api_v3_key: API_V3_KEY,
  public_keys: [{ id: key.serial, pem: key.publicPem }],
});
const violations = (answer: { readonly body: Loose }) =>
  (answer.body["violations"] as { path: string; message: string }[] | undefined)?.map(
    ({ path, message }) => `${path} ${message}`,
  );

describe("the keys of a merchant number", () => {
  test("are shown by ids and times, and never by themselves", async () => {
    const answer = await put({
      ...first(),
      certificates: [{ serial: "0a1b", pem: certificate }],
      api_client: { serial_no: "5c6d", private_key: client.privatePem },
      forward_url: "http://127.0.0.1:9/notify",
    });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      mchid: "1900000109",
      notify_url: `${platform.url}/payments/wechatpay/1900000109/notify`,
      public_keys: [{ id: key.serial }],
      certificates: [
        { serial: "A1B", expires_at: "2099-01-01T00:00:00.000Z", is_downloaded: false },
      ],
      api_client: { serial_no: "5C6D" },
      forward_url: "http://127.0.0.1:9/notify",
      forward_private_address: false,
      changed_at: platform.dingdan.clock.now().toISOString(),
    });
    expect((await platform.admin("GET", PATH)).body).toEqual(answer.body);
    expect((await platform.admin("GET", "/merchants")).body).toEqual({ items: [answer.body] });
    expect((await platform.admin("DELETE", PATH)).body).toEqual(answer.body);
    for (const method of ["GET", "DELETE"]) {
      expect((await platform.admin(method, PATH)).status).toBe(404);
    }
  });

  test("change one by one: an omitted member keeps its value", async () => {
    const set = (await put({ ...first(), forward_url: "http://127.0.0.1:9/" })).body;
    const next = makeKey("PUB_KEY_ID_2");

    const keyed = await put({ public_keys: [{ id: next.serial, pem: next.publicPem }] });
    expect(keyed.body).toEqual({ ...set, public_keys: [{ id: next.serial }] });
    const { forward_url: _, forward_private_address: __, ...without } = keyed.body;
    expect((await put({ forward_url: "" })).body).toEqual(without);
    const rotated = await put({ api_v3_key: "the-next-api-v3-key-of-32-chars!" });
    const until = new Date(platform.dingdan.clock.now().getTime() + 48 * 3_600_000).toISOString();
    expect(rotated.body).toEqual({ ...without, previous_api_v3_key_until: until });
    expect((await put({ previous_api_v3_key_hours: 0 })).body).toEqual(without);
  });

  test("lose the API certificate with null, and the reply shows that they have none", async () => {
    const set = (await put(first())).body;
    const api_client = { serial_no: "5c6d", private_key: client.privatePem };
    expect((await put({ api_client })).body).toEqual({ ...set, api_client: { serial_no: "5C6D" } });
    expect((await put({ api_client: null })).body).toEqual(set);
    // Without it and without a key, nothing could verify a notice.
    const refused = await put({ api_client: null, public_keys: [] });
    expect(violations(refused)?.[0]).toContain("public_keys is missing");
  });

  test("are refused with the member and the reason, and nothing is stored", async () => {
    const weak = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----";
    const expired = makeCertificate({ ...key, serial: "0B", expiresAtMs: Date.UTC(2020, 0, 2) });
    const cases: readonly (readonly [Loose, string])[] = [
      [
        { public_keys: [{ id: "1", pem: key.publicPem }] },
        "api_v3_key is missing: the first call for a merchant number sets it",
      ],
      [
        { api_v3_key: API_V3_KEY },
        "public_keys is missing: without a public key or a certificate no notice can be verified. With api_client, the platform downloads WeChat Pay's certificates itself",
      ],
      [
        { ...first(), api_v3_key: "short" },
        "api_v3_key must be the 32 characters of the APIv3 key that is set in the merchant platform",
      ],
      [
        { ...first(), public_keys: [{ id: "1", pem: weak }] },
        "public_keys[0].pem is not a PEM of a public key or a certificate",
      ],
      [
        { ...first(), public_keys: [{ id: "1", pem: key.privatePem }] },
        "public_keys[0].pem is a private key: send the certificate or the public key",
      ],
      [
        { ...first(), public_keys: [{ id: "1", pem: certificate }] },
        "public_keys[0].pem is a certificate: send it in certificates, with its serial number",
      ],
      [
        { ...first(), certificates: [{ serial: "A1B", pem: key.publicPem }] },
        "certificates[0].pem is a public key: send it in public_keys, with its id",
      ],
      [
        { ...first(), certificates: [{ serial: "FF", pem: certificate }] },
        "certificates[0].serial is FF, but the serial number of the certificate is A1B",
      ],
      [
        { ...first(), certificates: [{ serial: "0B", pem: expired }] },
        "certificates[0].pem expired on 2020-01-02: send the certificate that is valid now, or WeChat Pay's public key",
      ],
      [
        {
          ...first(),
          certificates: [
            { serial: "A1B", pem: certificate },
            { serial: "0a1b", pem: certificate },
          ],
        },
        "certificates[1].serial repeats certificates[0].serial",
      ],
      [
        { ...first(), api_client: { serial_no: "5C", private_key: key.publicPem } },
        "api_client.private_key is not a PEM of an RSA private key without a password",
      ],
      [
        { ...first(), forward_url: "https://me:pw@shop.example/" },
        "forward_url contains a user name or a password: send the URL without them",
      ],
      [
        { ...first(), forward_private_address: true },
        "forward_private_address belongs to a forward: send forward_url, too",
      ],
    ];
    for (const [settings, reason] of cases) {
      const answer = await put(settings);
      expect([answer.status, violations(answer)]).toEqual([400, [reason]]);
    }
    expect((await platform.admin("GET", PATH)).status).toBe(404);
    expect((await platform.admin("PUT", "/merchants/a%20b/wechatpay", first())).status).toBe(400);
  });

  test("have one id each, also beside those that stay", async () => {
    const ofCertificate = { certificates: [{ serial: "A1B", pem: certificate }] };
    const hexadecimal = { public_keys: [{ id: "0a1b", pem: key.publicPem }] };
    await put({ ...first(), public_keys: [], ...ofCertificate });
    expect(violations(await put(hexadecimal))).toEqual([
      "public_keys[0].id is the serial number of a certificate that is set: send the id that WeChat Pay shows for the public key",
    ]);
    expect((await put({ ...hexadecimal, certificates: [] })).status).toBe(200);
    expect(violations(await put(ofCertificate))).toEqual([
      "certificates[0].serial is the id of a public key that is set: send public_keys without it, too",
    ]);
    expect((await put({ ...ofCertificate, public_keys: [] })).status).toBe(200);
  });

  test("need a seal key, and their log line has no key", async () => {
    const lines: string[] = [];
    const logStream = { write: (line: string) => lines.push(line) };
    const options = {
      sandbox: false,
      logStream: logStream as unknown as NodeJS.WritableStream,
      databaseUrl: "sqlite::memory:",
    } as const;
    const bare = await Platform.start(options);
    const refused = await bare.admin("PUT", PATH, first());
    expect([refused.status, refused.body["detail"]]).toEqual([
      409,
      expect.stringMatching(/^No seal key is set\. Make one .*DINGDAN_SEAL_KEY_FILE/),
    ]);
    await bare.close();

    const sealKey = "8Jr2vFjS0cA1n1v3mQhJw2gQ0X3Pz5K6m7T8u9V0w1A=";
    const real = await Platform.start({ ...options, sealKey });
    expect(
      (await real.admin("PUT", PATH, { ...first(), forward_url: "http://127.0.0.1:9/" })).body[
        "violations"
      ],
    ).toMatchObject([
      { path: "forward_url", message: expect.stringContaining("127.0.0.1, which is loopback") },
    ]);
    const allowed = { forward_url: "http://127.0.0.1:9/", forward_private_address: true };
    expect((await real.admin("PUT", PATH, { ...first(), ...allowed })).status).toBe(200);
    const line = lines.find((text) => text.includes("WeChat Pay keys set")) ?? "";
    expect(JSON.parse(line)).toMatchObject({
      wechatpay: {
        mchid: "1900000109",
        members: ["api_v3_key", "public_keys", "forward_url", "forward_private_address"],
      },
      by: "default",
    });
    expect(lines.join("")).not.toContain(API_V3_KEY);
    await real.close();
  });
});
