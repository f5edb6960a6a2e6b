#!/usr/bin/env bash
# node-easywechat: of the forms of `platform_certs` that its README lists (paths, PublicKey objects, an
# object from serial number to content or PublicKey), only paths work: PublicKey objects lose their class
# when the configuration is copied, and a content is looked for as a file. A WeChat Pay public key, which
# is not a certificate, does not work in a list of paths either, since its id cannot be read from it. What
# works for it is an object from its id to its path. Exits 1 when the behaviour changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm pkg set overrides.node-socialite=1.4.1
npm install --silent --no-audit --no-fund node-easywechat@3.6.2 >/dev/null

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=test 2>/dev/null
openssl rsa -in key.pem -pubout -out pub_key.pem 2>/dev/null

cat > certs.cjs <<'EOF'
const { readFileSync } = require("node:fs");
const { Pay, PublicKey } = require("node-easywechat");
const { version } = require("node-easywechat/package.json");

const CERT = `${__dirname}/cert.pem`;
const PUBLIC_KEY = `${__dirname}/pub_key.pem`;
const ID = "PUB_KEY_ID_0119000001092022052000000001";
const serial = new PublicKey(CERT).getSerialNo();

/** "found", or the error. */
async function attempt(platform_certs, id) {
  try {
    const app = new Pay({
      mch_id: "1900000109",
      private_key: `${__dirname}/key.pem`,
      certificate: CERT,
      secret_key: "0123456789abcdef0123456789abcdef",
      platform_certs,
    });
    return (await app.getMerchant().getPlatformCert(id)) ? "found" : "not found";
  } catch (error) {
    return error.message;
  }
}

async function main() {
  const forms = [
    [true, "a list of paths", [CERT], serial],
    [false, "a list of PublicKey objects", [new PublicKey(CERT)], serial],
    [false, "serial number to content", { [serial]: readFileSync(CERT, "utf8") }, serial],
    [false, "serial number to PublicKey object", { [serial]: new PublicKey(CERT) }, serial],
    [false, "a list with the path of a public key", [PUBLIC_KEY], ID],
    [true, "id of a public key to path", { [ID]: PUBLIC_KEY }, ID],
  ];
  console.log(`node-easywechat ${version} on Node ${process.version}`);
  let isAsDescribed = true;
  for (const [expected, name, certs, id] of forms) {
    const result = await attempt(certs, id);
    console.log(`${name}: ${result}`);
    isAsDescribed &&= (result === "found") === expected;
  }
  console.log(isAsDescribed ? "as described" : "CHANGED");
  process.exitCode = isAsDescribed ? 0 : 1;
}
main();
EOF
node certs.cjs
