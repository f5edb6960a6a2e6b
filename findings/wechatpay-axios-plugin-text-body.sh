#!/usr/bin/env bash
# wechatpay-axios-plugin: a body that is already JSON text is signed as a JSON string, in quotes and
# escaped, but sent as it is, as axios does: WeChat Pay answers 401 SIGN_ERROR. Text is the only way to send
# given bytes, such as an integer above 2^53. Passing the object avoids it where JSON.stringify writes
# what is wanted. A server on this machine plays WeChat Pay here and verifies the signatures. Exits 1 when
# the behaviour changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund wechatpay-axios-plugin@0.9.6 axios@1.21.1 >/dev/null

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=test 2>/dev/null

cat > text.cjs <<'EOF'
const { createPublicKey, sign, verify } = require("node:crypto");
const { once } = require("node:events");
const { readFileSync } = require("node:fs");
const { createServer } = require("node:http");
const { Wechatpay } = require("wechatpay-axios-plugin");
const { version } = require("wechatpay-axios-plugin/package.json");

const privateKey = readFileSync(`${__dirname}/key.pem`);
const publicKey = createPublicKey(privateKey);
const ID = "PUB_KEY_ID_0119000001092022052000000001";

/** Whether the Authorization header signs the request as it arrived. */
function isSigned({ method, url, headers }, body) {
  const fields = Object.fromEntries(
    [...headers.authorization.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
  const text = `${method}\n${url}\n${fields.timestamp}\n${fields.nonce_str}\n${body}\n`;
  return verify("sha256", Buffer.from(text), publicKey, Buffer.from(fields.signature, "base64"));
}

function answer(response) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const text = Buffer.from(`${timestamp}\nnonce\n{}\n`);
  response.setHeader("Content-Type", "application/json");
  response.setHeader("Wechatpay-Timestamp", timestamp);
  response.setHeader("Wechatpay-Nonce", "nonce");
  response.setHeader("Wechatpay-Serial", ID);
  response.setHeader("Wechatpay-Signature", sign("sha256", text, privateKey).toString("base64"));
  response.end("{}");
}

async function main() {
  let last;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    last = { body, signed: isSigned(request, body) };
    answer(response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const wxpay = new Wechatpay({
    mchid: "1900000109",
    serial: "AB",
    privateKey,
    certs: { [ID]: publicKey },
    baseURL: `http://127.0.0.1:${server.address().port}/`,
  });
  const bodies = [
    [true, "an object", { total: 9900 }],
    [false, "the same as text", '{"total":9900}'],
    [false, "a text with a larger integer", '{"total":9007199254740993}'],
  ];
  console.log(`wechatpay-axios-plugin ${version} on Node ${process.version}`);
  let isAsDescribed = true;
  for (const [expected, name, data] of bodies) {
    await wxpay.v3.refund.domestic.refunds.post(data);
    console.log(`${name}: ${last.signed ? "signed as sent" : "NOT signed as sent"}: ${last.body}`);
    isAsDescribed &&= last.signed === expected;
  }
  server.close();
  server.closeAllConnections();
  console.log(isAsDescribed ? "as described" : "CHANGED");
  process.exitCode = isAsDescribed ? 0 : 1;
}
main();
EOF
node text.cjs
