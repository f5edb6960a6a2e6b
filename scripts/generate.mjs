// Writes the generated files: the OpenAPI document, the error tables and the SDK's methods from the
// contract, the buyers' stylesheet from WeUI and our own, the tables of docs/scaling.md from
// measurements, and those of docs/buyer-data.md from the server's catalogue. With --check it writes
// nothing, and fails if one of the files is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import {
  ATTENTION_TABLE,
  BUYER_TABLE_TEXTS,
  ERASED_EVENT_DATA,
  ERROR_CATALOGUE,
  EVENTS,
  OPERATIONS,
  openApiDocument,
  STATUS_TABLE,
  statusesInList,
} from "@dingdan/contract";
import * as catalogue from "../packages/server/dist/domain/buyer-data/tables.js";
import { buyerStyle } from "../packages/web/style/build-style.mjs";
import { costTables } from "./cost-model.mjs";
import { buyerTables } from "./generate/buyer-tables.mjs";
import { eventCatalogue } from "./generate/event-catalogue.mjs";
import {
  METHODS_PATH,
  operationMethods,
  SHIPPING_MANAGEMENT_PATH,
  shippingManagementMethods,
} from "./generate/sdk-methods.mjs";
import { operationTypes, TYPES_PATH } from "./generate/sdk-types.mjs";

const root = new URL("..", import.meta.url);
const { version } = JSON.parse(readFileSync(new URL("packages/server/package.json", root), "utf8"));

const HEADS = {
  en: {
    title: "Error codes",
    source: "Made by `npm run generate` from packages/contract/src/errors/; do not edit.",
    intro:
      "All error codes that a call can return, and the codes that only WeChat returns. If an object of a request breaks several rules, the call returns the first of their codes in the order of this table. Retry only where the column `retry` says yes.",
    table: "| errcode | name | when | what to do | retry | interfaces |",
    retry: ["no", "yes"],
    all: "all",
    onlyWeChat: "WeChat only",
  },
  zh: {
    title: "错误码",
    source: "由 `npm run generate` 根据 packages/contract/src/errors/ 生成，请勿手工修改。",
    intro:
      "调用可能返回的全部错误码，以及仅微信返回的错误码。同一对象违反多条规则时，按表中顺序返回第一个错误码。仅在“可重试”为“是”时重试。",
    table: "| 错误码 | 名称 | 何时返回 | 如何处理 | 可重试 | 接口 |",
    retry: ["否", "是"],
    all: "全部",
    onlyWeChat: "仅微信",
  },
};

function errorTable(language) {
  const head = HEADS[language];
  const operations = Object.values(OPERATIONS);
  const rows = ERROR_CATALOGUE.map((row) => {
    const answering = operations.filter(({ errors }) => errors.includes(row.name));
    const names = answering.map(({ name }) => name).join(", ");
    const interfaces = row.onlyWeChat
      ? head.onlyWeChat
      : answering.length === operations.length || names === ""
        ? head.all
        : names;
    const retry = head.retry[Number(row.retryable)];
    return `| ${row.code} | ${row.name} | ${row.when[language]} | ${row.hint[language]} | ${retry} | ${interfaces} |`;
  });
  return `${[`# ${head.title}`, "", `<!-- ${head.source} -->`, "", head.intro, "", head.table, "|---|---|---|---|---|---|", ...rows].join("\n")}\n`;
}

/** The codes of each operation, in answer order. */
function operationCodes() {
  const rows = Object.values(OPERATIONS).map(({ name, method, path, errors }) => {
    const codes = errors.map((error) => ERROR_CATALOGUE.find((row) => row.name === error).code);
    return `| ${name} | ${method} \`${path}\` | ${[0, ...codes].join(", ")} |`;
  });
  return `${[
    "# Operations and their codes",
    "",
    "<!-- Made by `npm run generate` from packages/contract/src/operations/; do not edit. -->",
    "",
    "Each operation with all codes that it returns, in the order in which they are checked. Each pair has a test: `packages/server/test/operation-codes.test.ts` makes the call and expects the code. [errors.md](errors.md) explains each code.",
    "",
    "| operation | call | codes |",
    "|---|---|---|",
    ...rows,
  ].join("\n")}\n`;
}

const factsText = (facts) =>
  Object.entries(facts)
    .map(([name, value]) => `\`${name}\` ${[value].flat().join(" or ")}`)
    .join(", ");

/** The table of an order's statuses, and of the reasons for which it needs attention. */
function orderStatuses() {
  const any = "any";
  const rows = STATUS_TABLE.map(({ status, facts, words }) => {
    const { match, refund = any, shipping = any, needsParcel = any } = facts;
    const lists = Object.values(STATUS_TABLE)
      .map((row) => row.status)
      .filter((list) => statusesInList(list).includes(status));
    const cells = [match, refund, shipping, needsParcel, `\`${status}\``, words.en, words.zh];
    return `| ${[...cells, [...new Set(lists)].join(", ")].join(" | ")} |`;
  });
  return `${[
    "# The status of an order",
    "",
    "<!-- Made by `npm run generate` from packages/contract/src/order-status.ts and order-attention.ts; do not edit. -->",
    "",
    "An order has the status of every row that its facts meet, the most important first; a fully refunded order has no other. Lists, filters, badges, pages and exports use this table.",
    "",
    "`match` is `waiting` until the payment arrives, `matched` when the order belongs to it, and `mismatched` when it does not. Buyers see only matched orders.",
    "",
    "`shipping` is what the uploaded logistics say. Of an order without any, it is what [shipping information management](shipping-management.md) says: `all` when every payment of the order under management is shipped there, `part` when some of a combined payment are. It is `received` when the receipt of all of them was confirmed there, by the buyer or by time.",
    "",
    "| match | refund | shipping | needs a parcel | status | English | 中文 | in the lists |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
    "",
    "## Why an order needs attention",
    "",
    "An order has the reason of every row that its facts meet, the most important first. The list `needs_attention` has every order with a reason, whatever its status. An absent fact may have any value.",
    "",
    "| facts | reason | English | 中文 | what it means, and the next step | 含义与下一步 |",
    "|---|---|---|---|---|---|",
    ...ATTENTION_TABLE.map(({ reason, facts, words, explanation }) => {
      const cells = [factsText(facts), `\`${reason}\``, words.en, words.zh];
      return `| ${[...cells, explanation.en, explanation.zh].join(" | ")} |`;
    }),
  ].join("\n")}\n`;
}

/** docs/scaling.md with the tables of the measured figures. */
function scaling() {
  const tables = costTables(measured("docs/benchmarks.json"), measured("docs/order-bytes.json"));
  return withPart("docs/scaling.md", "measured", tables);
}

/** docs/buyer-data.md with what is stored. */
const buyerData = (path, language) =>
  withPart(path, "tables", buyerTables(catalogue, BUYER_TABLE_TEXTS, language));

/** A page with the part between two comments replaced. */
function withPart(path, name, content) {
  const [begin, end] = [`<!-- ${name}: made by \`npm run generate\` -->`, `<!-- /${name} -->`];
  const [before, rest = ""] = readFileSync(new URL(path, root), "utf8").split(begin);
  return `${before}${begin}\n\n${content}\n\n${end}${rest.slice(rest.indexOf(end) + end.length)}`;
}

/** A file of measurements; null if it does not exist. */
function measured(path) {
  try {
    return JSON.parse(readFileSync(new URL(path, root), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

const files = {
  "docs/scaling.md": scaling(),
  "docs/operation-codes.md": operationCodes(),
  "docs/order-status.md": orderStatuses(),
  "docs/events.md": withPart(
    "docs/events.md",
    "catalogue",
    eventCatalogue(EVENTS, ERASED_EVENT_DATA, "en"),
  ),
  "docs/events.zh-CN.md": withPart(
    "docs/events.zh-CN.md",
    "catalogue",
    eventCatalogue(EVENTS, ERASED_EVENT_DATA, "zh"),
  ),
  "docs/buyer-data.md": buyerData("docs/buyer-data.md", "en"),
  "docs/buyer-data.zh-CN.md": buyerData("docs/buyer-data.zh-CN.md", "zh"),
  "docs/errors.md": errorTable("en"),
  "docs/errors.zh-CN.md": errorTable("zh"),
  "packages/web/assets/buyer.css": await buyerStyle(),
  [TYPES_PATH]: operationTypes(OPERATIONS),
  [METHODS_PATH]: operationMethods(OPERATIONS, ERROR_CATALOGUE),
  [SHIPPING_MANAGEMENT_PATH]: shippingManagementMethods(OPERATIONS, ERROR_CATALOGUE),
  "docs/openapi.json": `${JSON.stringify(openApiDocument(version, "en"), null, 2)}\n`,
};

const stale = Object.entries(files).filter(([path, content]) => {
  const file = new URL(path, root);
  let present = "";
  try {
    present = readFileSync(file, "utf8");
  } catch {
    // A missing file is out of date.
  }
  if (present === content) return false;
  if (!process.argv.includes("--check")) writeFileSync(file, content);
  return true;
});
const names = stale.map(([path]) => path).join(", ");
if (process.argv.includes("--check") && stale.length > 0) {
  process.stderr.write(`Out of date: ${names}. Run npm run generate and commit the result.\n`);
  process.exit(1);
}
process.stdout.write(stale.length === 0 ? "Nothing changed.\n" : `Written: ${names}\n`);
