import { type Text, text } from "@dingdan/contract";
import type { Command } from "commander";
import { type AddressSource, DEFAULT_HOST, DEFAULT_URL } from "../settings/address.js";
import { DEFAULT_CONCURRENCY } from "../settings/concurrency.js";
import { DEFAULT_DATABASE_URL } from "../settings/reading.js";
import { TEXTS } from "../texts.js";
import type { Grammar } from "./grammar.js";

/* The flags that several commands have. */

const { flag: FLAG } = TEXTS;

export const urlFlag = (grammar: Grammar) =>
  grammar.flag("--url <url>", FLAG.url, { variable: "DINGDAN_URL", fallback: DEFAULT_URL });

export const databaseFlag = (grammar: Grammar) =>
  grammar.flag("--database <url>", FLAG.database, {
    variable: "DINGDAN_DATABASE_URL",
    fallback: DEFAULT_DATABASE_URL,
  });

export const daysAgoFlag = (grammar: Grammar) =>
  grammar.flag("--days-ago <days>", FLAG.daysAgo, { variable: "DINGDAN_SANDBOX_DAYS_AGO" });

export const trustProxyFlag = (grammar: Grammar) =>
  grammar.flag("--trust-proxy [proxies]", FLAG.trustProxy, { variable: "DINGDAN_TRUST_PROXY" });

export const publicUrlFlag = (grammar: Grammar) =>
  grammar.flag("--public-url <url>", FLAG.publicUrl, { variable: "DINGDAN_PUBLIC_URL" });

export const sealKeyFlag = (grammar: Grammar) =>
  grammar.flag("--seal-key-file <file>", FLAG.sealKeyFile, { variable: "DINGDAN_SEAL_KEY_FILE" });

export const previousSealKeyFlag = (grammar: Grammar) =>
  grammar.flag("--previous-seal-key-file <file>", FLAG.previousSealKeyFile, {
    variable: "DINGDAN_PREVIOUS_SEAL_KEY_FILE",
  });

export const apiUrlFlag = (grammar: Grammar) =>
  grammar.repeatableFlag("--wechatpay-api-url <url>", FLAG.wechatpayApiUrl, {
    variable: "DINGDAN_WECHATPAY_API_URLS",
  });

export const adminKeyFlag = (grammar: Grammar, description = FLAG.adminKey) =>
  grammar.flag("--admin-key <key>", description, { variable: "DINGDAN_ADMIN_KEY" });

export const withAdminFlags = (grammar: Grammar, command: Command) =>
  command.addOption(urlFlag(grammar)).addOption(adminKeyFlag(grammar));

export const withAddressFlags = (grammar: Grammar, command: Command, address: AddressSource) => {
  const { hostVariable, portVariable, defaultPort } = address;
  return command
    .addOption(
      grammar.flag("--host <host>", FLAG.host, { variable: hostVariable, fallback: DEFAULT_HOST }),
    )
    .addOption(
      grammar.flag("--port <port>", FLAG.port, { variable: portVariable, fallback: defaultPort }),
    );
};

export const withBatchFlags = (grammar: Grammar, command: Command) =>
  command
    .addOption(
      grammar.flag("--concurrency <count>", FLAG.concurrency, { fallback: DEFAULT_CONCURRENCY }),
    )
    .addOption(grammar.flag("--failures <file>", FLAG.failures));

/** Two paragraphs of a command's help. */
export const paragraphs = (first: Text, second: Text) =>
  text(`${first.en}\n\n${second.en}`, `${first.zh}\n\n${second.zh}`);
