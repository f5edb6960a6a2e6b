#!/usr/bin/env bash
# @photostructure/sqlite has the interface of node:sqlite, but closing a database does not close its
# file while a prepared statement has not been collected as garbage: the file, its -wal and its -shm stay
# open and stay on the disk. Node's own node:sqlite closes them. A program that stops cleanly and whose
# .db file is then copied alone loses what is only in the -wal. Running wal_checkpoint(TRUNCATE) before
# close() avoids the loss. Needs Linux (/proc). Exits 1 when the behaviour changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @photostructure/sqlite@1.2.1 >/dev/null

cat > close.cjs <<'EOF'
const { readdirSync, readlinkSync, statSync } = require("node:fs");

/** The names of the open files of a database, from the process's own descriptors. */
function openFiles(path) {
  const targets = readdirSync("/proc/self/fd").map((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      return "";
    }
  });
  return [...new Set(targets.filter((target) => target.startsWith(path)))];
}

function closeWithStatement(DatabaseSync, path, checkpoint) {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = WAL; CREATE TABLE orders (id INTEGER)");
  const insert = database.prepare("INSERT INTO orders VALUES (?)");
  insert.run(1);
  if (checkpoint) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  const open = openFiles(path).length;
  const walBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? null;
  return { open, walBytes, insert };
}

const driver = require("@photostructure/sqlite");
const { version } = require("@photostructure/sqlite/package.json");
const plain = closeWithStatement(driver.DatabaseSync, `${__dirname}/plain.db`, false);
const checked = closeWithStatement(driver.DatabaseSync, `${__dirname}/checked.db`, true);
console.log(`@photostructure/sqlite ${version} on Node ${process.version}`);
console.log(`after close(): ${plain.open} open files, -wal of ${plain.walBytes} bytes`);
console.log(`after wal_checkpoint(TRUNCATE) and close(): -wal of ${checked.walBytes} bytes`);
let own = null;
if (Number(process.versions.node.split(".")[0]) >= 24) {
  own = closeWithStatement(require("node:sqlite").DatabaseSync, `${__dirname}/own.db`, false);
  console.log(`node:sqlite, after close(): ${own.open} open files, -wal: ${own.walBytes ?? "none"}`);
}
const isAsDescribed =
  plain.open > 0 && plain.walBytes > 0 && checked.walBytes === 0 && (own === null || own.open === 0);
console.log(isAsDescribed ? "as described" : "CHANGED");
process.exitCode = isAsDescribed ? 0 : 1;
EOF
node close.cjs
