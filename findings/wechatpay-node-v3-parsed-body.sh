#!/usr/bin/env bash
# wechatpay-node-v3: its documentation verifies a notification of WeChat Pay with `body: req.body`, the
# parsed JSON, which verifySign() writes again with JSON.stringify. The signature covers the bytes that
# were sent, so a genuine notification fails whenever its JSON is written in another way: with spaces, with
# escapes as in "\/" or "\u652f", with 1.0, or with an integer above 2^53. Passing the raw body as a text
# avoids it. Exits 1 when the behaviour changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund wechatpay-node-v3@2.2.1 >/dev/null

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=test 2>/dev/null

cat > body.cjs <<'EOF'
const { createCipheriv, sign } = require("node:crypto");
const { readFileSync } = require("node:fs");
const WxPay = require("wechatpay-node-v3");
const { version } = require("wechatpay-node-v3/package.json");

const KEY = "0123456789abcdef0123456789abcdef";
const NONCE = "0123456789ab";
const SERIAL = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
const certificate = readFileSync(`${__dirname}/cert.pem`);
const privateKey = readFileSync(`${__dirname}/key.pem`);

/** Replaces WeChat Pay, from which the SDK downloads the certificate by which it verifies. */
async function get() {
  const cipher = createCipheriv("aes-256-gcm", KEY, NONCE).setAAD(Buffer.from("certificate"));
  const sealed = [cipher.update(certificate), cipher.final(), cipher.getAuthTag()];
  const ciphertext = Buffer.concat(sealed).toString("base64");
  const encrypt_certificate = { ciphertext, nonce: NONCE, associated_data: "certificate" };
  return { status: 200, data: { data: [{ serial_no: SERIAL, encrypt_certificate }] } };
}

const options = { appid: "wx1", mchid: "1900000109", serial_no: "AB", key: KEY };
const pay = new WxPay({ ...options, publicKey: certificate, privateKey });
pay.createHttp({ get });

/** Verifies a genuine notification twice: its raw body, and its parsed one. */
async function verify(raw) {
  const timestamp = "1653024574";
  const text = Buffer.from(`${timestamp}\n${NONCE}\n${raw}\n`);
  const signature = sign("sha256", text, privateKey).toString("base64");
  const headers = { timestamp, nonce: NONCE, serial: SERIAL, signature };
  return {
    raw: await pay.verifySign({ ...headers, body: raw }),
    parsed: await pay.verifySign({ ...headers, body: JSON.parse(raw) }),
  };
}

async function main() {
  const bodies = [
    [true, '{"id":"EV-1","summary":"支付成功"}'],
    [false, '{"id": "EV-1", "summary": "支付成功"}'],
    [false, String.raw`{"id":"EV-1","summary":"\u652f\u4ed8\u6210\u529f"}`],
    [false, String.raw`{"id":"EV-1","resource":{"ciphertext":"AA\/BB"}}`],
    [false, '{"id":"EV-1","amount":9007199254740993}'],
    [false, '{"id":"EV-1","amount":1.0}'],
  ];
  console.log(`wechatpay-node-v3 ${version} on Node ${process.version}`);
  let isAsDescribed = true;
  for (const [expected, body] of bodies) {
    const { raw, parsed } = await verify(body);
    console.log(`raw body ${raw}, parsed body ${parsed}: ${body}`);
    isAsDescribed &&= raw && parsed === expected;
  }
  console.log(isAsDescribed ? "as described" : "CHANGED");
  process.exitCode = isAsDescribed ? 0 : 1;
}
main();
EOF
node body.cjs
