#!/usr/bin/env bash
# wechatpay-node-v3: a notification that WeChat Pay signs with its public key instead of a platform
# certificate (Wechatpay-Serial: PUB_KEY_ID_…) cannot be verified: verifySign() has no place for a public
# key. It downloads the platform certificates for each such notification and then throws. Verifying with
# node:crypto avoids it: RSA-SHA256 over time, nonce and raw body, a line feed after each. Exits 1 when the
# behaviour changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund wechatpay-node-v3@2.2.1 >/dev/null

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=test 2>/dev/null

cat > public-key.cjs <<'EOF'
const { createPublicKey, sign, verify } = require("node:crypto");
const { readFileSync } = require("node:fs");
const WxPay = require("wechatpay-node-v3");
const { version } = require("wechatpay-node-v3/package.json");

const privateKey = readFileSync(`${__dirname}/key.pem`);
const body = '{"id":"EV-1","summary":"支付成功"}';
const text = Buffer.from(`1653024574\n0123456789ab\n${body}\n`);
const signature = sign("sha256", text, privateKey).toString("base64");

let downloads = 0;
const pay = new WxPay({
  appid: "wx1",
  mchid: "1900000109",
  serial_no: "AB",
  publicKey: readFileSync(`${__dirname}/cert.pem`),
  privateKey,
  key: "0123456789abcdef0123456789abcdef",
});
// Replaces WeChat Pay, which has no platform certificate for such a merchant.
pay.createHttp({
  get: async () => {
    downloads++;
    return { status: 200, data: { data: [] } };
  },
});

async function attempt() {
  try {
    return String(
      await pay.verifySign({
        timestamp: "1653024574",
        nonce: "0123456789ab",
        serial: "PUB_KEY_ID_0119000001092022052000000001",
        signature,
        body,
      }),
    );
  } catch (error) {
    return error.message;
  }
}

async function main() {
  const results = [await attempt(), await attempt()];
  const ownKey = createPublicKey(privateKey);
  const own = verify("sha256", text, ownKey, Buffer.from(signature, "base64"));
  console.log(`wechatpay-node-v3 ${version} on Node ${process.version}`);
  console.log(`two notifications: ${results.join(" | ")}; ${downloads} downloads`);
  console.log(`node:crypto with the same key: ${own}`);
  const isAsDescribed = own && downloads === 2 && results.every((result) => result !== "true");
  console.log(isAsDescribed ? "as described" : "CHANGED");
  process.exitCode = isAsDescribed ? 0 : 1;
}
main();
EOF
node public-key.cjs
