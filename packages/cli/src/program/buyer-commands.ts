import { ADMIN_OPERATIONS, type Text } from "@dingdan/contract";
import type { Command } from "commander";
import { BUYER_TEXTS } from "../buyers/buyer-texts.js";
import { LINK_TEXTS } from "../buyers/link-texts.js";
import type { AdminFlags } from "../settings/admin.js";
import {
  type BuyerEraseFlags,
  type BuyerExportFlags,
  type BuyerLinkFlags,
  DEFAULT_ERASURE_LIMIT,
  type ErasuresFlags,
  type VerifyReceiptFlags,
} from "../settings/buyers.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags } from "./shared-flags.js";

const { flag: FLAG } = BUYER_TEXTS;
const { help: HELP } = TEXTS;
const BUYER = "--appid wx1234567890abcdef --openid oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

/** Adds `dingdan buyer link`. */
export function addBuyerLinkCommand({ program, grammar, invocation, finish }: ProgramParts): void {
  const group = grammar.commandGroup(program, "buyer", HELP.groupOperate, LINK_TEXTS.group);
  const words = {
    group: HELP.commands,
    summary: ADMIN_OPERATIONS.createBuyerSession.summary,
    description: LINK_TEXTS.more,
    examples: [
      "dingdan buyer link oUpF8uMuAJO_M2pxb1Q9zNjWeS6o --appid wxd678efh567hg6787",
      "dingdan buyer link oUpF8uMuAJO_M2pxb1Q9zNjWeS6o --preview --json",
    ],
  };
  withAdminFlags(grammar, grammar.command(group, "link", words))
    .addArgument(grammar.argument("<openid>", FLAG.openid))
    .addOption(grammar.flag("--appid <appid>", FLAG.appid, { variable: "DINGDAN_APPID" }))
    .addOption(grammar.flag("--preview", LINK_TEXTS.preview))
    .action(async (openid: string, flags: BuyerLinkFlags) => {
      const { buyerLink } = await import("../commands/buyer-link.js");
      finish(await buyerLink(invocation, openid, flags));
    });
}

/** Adds `dingdan buyers` with its commands. */
export function addBuyerCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const group = grammar.commandGroup(program, "buyers", HELP.groupOperate, BUYER_TEXTS.group);
  const add = (name: string, summary: Text, description: Text | null, ...calls: string[]) => {
    const examples = calls.map((call) => `dingdan buyers ${call}`);
    const words = { group: HELP.commands, summary, description, examples };
    return withAdminFlags(grammar, grammar.command(group, name, words));
  };
  const withBuyer = (command: Command) =>
    command
      .addOption(grammar.flag("--appid <appid>", FLAG.appid))
      .addOption(grammar.flag("--openid <openid>", FLAG.openid));

  withBuyer(
    add("export", BUYER_TEXTS.export, BUYER_TEXTS.exportMore, `export ${BUYER} --out buyer.json`),
  )
    .addOption(grammar.flag("--out <file>", FLAG.out))
    .action(async (flags: BuyerExportFlags) => {
      const { buyersExport } = await import("../commands/buyers.js");
      finish(await buyersExport(invocation, flags));
    });

  withBuyer(add("erase", BUYER_TEXTS.erase, BUYER_TEXTS.eraseMore, `erase ${BUYER}`))
    .addOption(grammar.flag("--yes", FLAG.yes))
    .action(async (flags: BuyerEraseFlags) => {
      const { buyersErase } = await import("../commands/buyers.js");
      finish(await buyersErase(invocation, flags));
    });

  add(
    "erasures",
    BUYER_TEXTS.erasures,
    BUYER_TEXTS.erasuresMore,
    "erasures",
    "erasures --json > receipts.json",
    "erasures --export erasures.json",
  )
    .addOption(grammar.flag("--export <file>", FLAG.exportErasures))
    .addOption(grammar.flag("--limit <count>", FLAG.limit, { fallback: DEFAULT_ERASURE_LIMIT }))
    .action(async (flags: ErasuresFlags) => {
      const { buyersErasures } = await import("../commands/buyers.js");
      finish(await buyersErasures(invocation, flags));
    });

  add("receipt-keys", BUYER_TEXTS.keys, null, "receipt-keys > receipt-keys.json").action(
    async (flags: AdminFlags) => {
      const { buyersReceiptKeys } = await import("../commands/buyers.js");
      finish(await buyersReceiptKeys(invocation, flags));
    },
  );

  add(
    "verify-receipt",
    BUYER_TEXTS.verify,
    BUYER_TEXTS.verifyMore,
    "verify-receipt receipt.json",
    "verify-receipt receipts.json --keys receipt-keys.json",
  )
    .addArgument(grammar.argument("<file>", BUYER_TEXTS.argument.receipt))
    .addOption(grammar.flag("--keys <file>", FLAG.keys))
    .action(async (file: string, flags: VerifyReceiptFlags) => {
      const { buyersVerifyReceipt } = await import("../commands/buyers.js");
      finish(await buyersVerifyReceipt(invocation, file, flags));
    });
}
