#!/usr/bin/env bash
# node-easywechat: when a handler of a WeChat Pay notification throws (its database is away, for example),
# serve() answers with HTTP status 200 and {"code":"ERROR"}. WeChat Pay goes by the status: 200 means that
# the notification was accepted, so it is not sent again and the payment is lost. A handler that catches
# its own errors and returns a Response with status 500 gets the retries. Exits 1 when the behaviour
# changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm pkg set overrides.node-socialite=1.4.1
npm install --silent --no-audit --no-fund node-easywechat@3.6.2 >/dev/null

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=test 2>/dev/null

cat > error.cjs <<'EOF'
const { createCipheriv } = require("node:crypto");
const { Pay, ServerRequest } = require("node-easywechat");
const Response = require("node-easywechat/dist/Core/Http/Response.js");
const { version } = require("node-easywechat/package.json");

const KEY = "0123456789abcdef0123456789abcdef";
const NONCE = "0123456789ab";
const cipher = createCipheriv("aes-256-gcm", KEY, NONCE).setAAD(Buffer.from("transaction"));
const sealed = [cipher.update('{"trade_state":"SUCCESS"}'), cipher.final(), cipher.getAuthTag()];
const BODY = JSON.stringify({
  event_type: "TRANSACTION.SUCCESS",
  resource: {
    ciphertext: Buffer.concat(sealed).toString("base64"),
    associated_data: "transaction",
    nonce: NONCE,
  },
});

async function serve(handler) {
  const app = new Pay({
    mch_id: "1900000109",
    private_key: `${__dirname}/key.pem`,
    certificate: `${__dirname}/cert.pem`,
    secret_key: KEY,
  });
  app.setRequest(new ServerRequest("POST", "/notify", {}, Buffer.from(BODY)));
  const response = await app.getServer().handlePaid(handler).serve();
  return { status: response.getStatusCode(), body: String(response.getBody()) };
}

async function main() {
  const thrown = await serve(async () => {
    throw new Error("the database is away");
  });
  const returned = await serve(async () => new Response(500, {}, '{"code":"FAIL"}'));
  console.log(`node-easywechat ${version} on Node ${process.version}`);
  console.log(`the handler throws: answer ${thrown.status} ${thrown.body}`);
  console.log(`the handler returns a Response: answer ${returned.status} ${returned.body}`);
  const isAsDescribed = thrown.status === 200 && returned.status === 500;
  console.log(isAsDescribed ? "as described" : "CHANGED");
  process.exitCode = isAsDescribed ? 0 : 1;
}
main();
EOF
node error.cjs
