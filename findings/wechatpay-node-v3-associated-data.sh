#!/usr/bin/env bash
# wechatpay-node-v3: decipher_gcm() throws a TypeError for a resource of WeChat Pay without
# `associated_data`, which the documents allow to be absent and which AES-GCM treats like an empty text.
# Passing `associated_data ?? ""` avoids it. Also, it returns an object when the plaintext is JSON and a
# text otherwise, though its type parameter promises what the caller names. Exits 1 when the behaviour
# changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund wechatpay-node-v3@2.2.1 >/dev/null

cat > absent.cjs <<'EOF'
const { createCipheriv } = require("node:crypto");
const WxPay = require("wechatpay-node-v3");
const { version } = require("wechatpay-node-v3/package.json");

const KEY = "0123456789abcdef0123456789abcdef";
const NONCE = "0123456789ab";

/** Encrypts as WeChat Pay does, without associated data. */
function encrypted(plaintext) {
  const cipher = createCipheriv("aes-256-gcm", KEY, NONCE);
  const sealed = [cipher.update(plaintext), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(sealed).toString("base64");
}

const none = Buffer.from("");
const options = { appid: "wx1", mchid: "1900000109", serial_no: "AB", publicKey: none, key: KEY };
const pay = new WxPay({ ...options, privateKey: none });

function attempt(plaintext, ...associatedData) {
  try {
    return typeof pay.decipher_gcm(encrypted(plaintext), ...associatedData, NONCE);
  } catch (error) {
    return `${error.name}: ${error.message.split("\n")[0]}`;
  }
}

const results = {
  empty: attempt('{"trade_state":"SUCCESS"}', ""),
  absent: attempt('{"trade_state":"SUCCESS"}', undefined),
  text: attempt("-----BEGIN CERTIFICATE-----", ""),
};
console.log(`wechatpay-node-v3 ${version} on Node ${process.version}`);
console.log(`associated_data is "": ${results.empty}`);
console.log(`associated_data is absent: ${results.absent}`);
console.log(`a plaintext that is no JSON: ${results.text}`);
const isAsDescribed =
  results.empty === "object" && results.absent.startsWith("TypeError") && results.text === "string";
console.log(isAsDescribed ? "as described" : "CHANGED");
process.exitCode = isAsDescribed ? 0 : 1;
EOF
node absent.cjs
