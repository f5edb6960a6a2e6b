#!/usr/bin/env bash
# wechatpay-node-v3: without `serial_no`, it reads the serial number of the merchant's certificate with
# getSN(), which writes it in lower case and, when its first digit is 8 to F, with the sign byte of its
# encoding: 00f157… instead of F157…. The number in the Authorization header is then not the one that WeChat
# Pay shows. Passing `serial_no` avoids it. Exits 1 when the behaviour changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund wechatpay-node-v3@2.2.1 >/dev/null

for serial in 5157F09EFDC096DE15EBE81A47057A7232F1B8E1 F157F09EFDC096DE15EBE81A47057A7232F1B8E1; do
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$serial.key" -out "$serial.pem" \
    -subj /CN=test -set_serial "0x$serial" 2>/dev/null
done

cat > serial.cjs <<'EOF'
const { readFileSync } = require("node:fs");
const { X509Certificate } = require("node:crypto");
const WxPay = require("wechatpay-node-v3");
const { version } = require("wechatpay-node-v3/package.json");

console.log(`wechatpay-node-v3 ${version} on Node ${process.version}`);
let isAsDescribed = true;
for (const serial of [
  "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
  "F157F09EFDC096DE15EBE81A47057A7232F1B8E1",
]) {
  const publicKey = readFileSync(`${__dirname}/${serial}.pem`);
  const privateKey = readFileSync(`${__dirname}/${serial}.key`);
  const pay = new WxPay({ appid: "wx1", mchid: "1900000109", publicKey, privateKey });
  const [, sent] = /serial_no="([^"]*)"/.exec(pay.getAuthorization("nonce", "1653024574", ""));
  const own = new X509Certificate(publicKey).serialNumber;
  console.log(`node:crypto ${own}, in the Authorization header ${sent}`);
  const prefix = serial.startsWith("F") ? "00" : "";
  isAsDescribed &&= own === serial && sent === prefix + serial.toLowerCase();
}
console.log(isAsDescribed ? "as described" : "CHANGED");
process.exitCode = isAsDescribed ? 0 : 1;
EOF
node serial.cjs
