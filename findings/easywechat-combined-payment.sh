#!/usr/bin/env bash
# node-easywechat: the handler that handlePaid() registers is not called for a combined payment of WeChat
# Pay. handlePaid() wants `trade_state` at the top of the decrypted object, where a combined payment has
# none: each of its `sub_orders` has one. serve() answers 200 all the same, so WeChat Pay does not send the
# notification again, and the payment is lost without an error. Registering a handler by with(), which is
# called for every message, avoids it. Exits 1 when the behaviour changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm pkg set overrides.node-socialite=1.4.1
npm install --silent --no-audit --no-fund node-easywechat@3.6.2 >/dev/null

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=test 2>/dev/null

cat > combined.cjs <<'EOF'
const { createCipheriv } = require("node:crypto");
const { Pay, ServerRequest } = require("node-easywechat");
const { version } = require("node-easywechat/package.json");

const KEY = "0123456789abcdef0123456789abcdef";

/** The body of a notification. Verifying its signature is another call of the SDK. */
function notification(resource) {
  const nonce = "0123456789ab";
  const cipher = createCipheriv("aes-256-gcm", KEY, nonce).setAAD(Buffer.from("transaction"));
  const sealed = [cipher.update(JSON.stringify(resource)), cipher.final(), cipher.getAuthTag()];
  return JSON.stringify({
    id: "EV-2018022511223320873",
    event_type: "TRANSACTION.SUCCESS",
    resource_type: "encrypt-resource",
    resource: {
      original_type: "transaction",
      algorithm: "AEAD_AES_256_GCM",
      ciphertext: Buffer.concat(sealed).toString("base64"),
      associated_data: "transaction",
      nonce,
    },
  });
}

async function serve(resource) {
  const app = new Pay({
    mch_id: "1900000109",
    private_key: `${__dirname}/key.pem`,
    certificate: `${__dirname}/cert.pem`,
    secret_key: KEY,
  });
  app.setRequest(new ServerRequest("POST", "/notify", {}, Buffer.from(notification(resource))));
  let calls = 0;
  const server = app.getServer().handlePaid(() => {
    calls++;
  });
  const response = await server.serve();
  return { calls, status: response.getStatusCode(), body: String(response.getBody()) };
}

async function main() {
  const part = { mchid: "1900000109", out_trade_no: "T-1-1", trade_state: "SUCCESS" };
  const ordinary = await serve({ mchid: "1900000109", out_trade_no: "T-1", trade_state: "SUCCESS" });
  const combined = await serve({
    combine_mchid: "1900000109",
    combine_out_trade_no: "T-1",
    sub_orders: [part],
  });
  console.log(`node-easywechat ${version} on Node ${process.version}`);
  for (const [name, { calls, status, body }] of Object.entries({ ordinary, combined })) {
    console.log(`${name} payment: handler called ${calls} times, answer ${status} ${body}`);
  }
  const isAsDescribed =
    ordinary.calls === 1 && combined.calls === 0 && combined.status === 200 && ordinary.status === 200;
  console.log(isAsDescribed ? "as described" : "CHANGED");
  process.exitCode = isAsDescribed ? 0 : 1;
}
main();
EOF
node combined.cjs
