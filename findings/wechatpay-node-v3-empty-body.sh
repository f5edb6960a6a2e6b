#!/usr/bin/env bash
# wechatpay-node-v3: getSignature() leaves out the last line of the signed text when a call other than GET
# has no body, such as DELETE /v3/merchant-service/complaint-notifications. WeChat Pay signs an empty line
# there, so it answers 401 SIGN_ERROR. Signing the text with sha256WithRsa() avoids it. Exits 1 when the
# behaviour changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund wechatpay-node-v3@2.2.1 >/dev/null

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=test 2>/dev/null

cat > empty.cjs <<'EOF'
const { createPublicKey, verify } = require("node:crypto");
const { readFileSync } = require("node:fs");
const WxPay = require("wechatpay-node-v3");
const { version } = require("wechatpay-node-v3/package.json");

const privateKey = readFileSync(`${__dirname}/key.pem`);
const publicKey = readFileSync(`${__dirname}/cert.pem`);
const pay = new WxPay({ appid: "wx1", mchid: "1900000109", serial_no: "AB", publicKey, privateKey });
const PATH = "/v3/merchant-service/complaint-notifications";
const textOf = (method) => `${method}\n${PATH}\n1653024574\nnonce\n\n`;

const isSigned = (method, signature) =>
  verify(
    "sha256",
    Buffer.from(textOf(method)),
    createPublicKey(privateKey),
    Buffer.from(signature, "base64"),
  );

console.log(`wechatpay-node-v3 ${version} on Node ${process.version}`);
let isAsDescribed = true;
for (const [expected, method] of [
  [true, "GET"],
  [false, "DELETE"],
  [false, "POST"],
]) {
  const signed = isSigned(method, pay.getSignature(method, "nonce", "1653024574", PATH));
  const own = isSigned(method, pay.sha256WithRsa(textOf(method)));
  console.log(`${method} without a body: getSignature() ${signed}, sha256WithRsa() ${own}`);
  isAsDescribed &&= signed === expected && own;
}
console.log(isAsDescribed ? "as described" : "CHANGED");
process.exitCode = isAsDescribed ? 0 : 1;
EOF
node empty.cjs
