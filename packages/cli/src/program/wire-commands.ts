import { OPERATIONS, type Operation, type Text } from "@dingdan/contract";
import type { Command } from "commander";
import type { UploadFlags } from "../commands/upload.js";
import type { ClientFlags } from "../settings/client.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { paragraphs, urlFlag, withBatchFlags } from "./shared-flags.js";

const { command: SUMMARY, flag: FLAG, help: HELP } = TEXTS;

/** Adds the commands that call the wire: `dingdan upload`, `verify`, `confirm` and `order get`. */
export function addWireCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const wireCommand = (
    parent: Command,
    name: string,
    { summary, description }: Operation,
    more: Text | null,
    examples: readonly string[],
  ) => {
    const words = {
      group: HELP.groupCall,
      summary,
      description: more === null ? description : paragraphs(description, more),
      examples,
    };
    return grammar
      .command(parent, name, words)
      .addOption(urlFlag(grammar))
      .addOption(grammar.flag("--appid <appid>", FLAG.appid, { variable: "DINGDAN_APPID" }))
      .addOption(grammar.flag("--secret <secret>", FLAG.secret, { variable: "DINGDAN_SECRET" }));
  };

  withBatchFlags(
    grammar,
    wireCommand(program, "upload", OPERATIONS.uploadShoppingInfo, SUMMARY.uploadMore, [
      "dingdan upload order.json",
      "dingdan upload orders.ndjson --failures failed.ndjson",
      "cat orders.ndjson | dingdan upload -",
    ]),
  )
    .addArgument(grammar.argument("<file>", FLAG.file))
    .action(async (file: string, flags: UploadFlags) => {
      const { upload } = await import("../commands/upload.js");
      finish(await upload(invocation, file, flags));
    });

  const { shoppingInfoVerifyUploadResult } = OPERATIONS;
  wireCommand(program, "verify", shoppingInfoVerifyUploadResult, SUMMARY.verifyMore, [
    "dingdan verify order.json",
  ])
    .addArgument(grammar.argument("<file>", FLAG.oneFile))
    .action(async (file: string, flags: ClientFlags) => {
      const { verify } = await import("../commands/verify.js");
      finish(await verify(invocation, file, flags));
    });

  wireCommand(program, "confirm", OPERATIONS.confirmProductPermission, null, [
    "dingdan confirm",
  ]).action(async (flags: ClientFlags) => {
    const { confirm } = await import("../commands/confirm.js");
    finish(await confirm(invocation, flags));
  });

  const order = grammar.commandGroup(program, "order", HELP.groupCall, SUMMARY.order);
  wireCommand(order, "get", OPERATIONS.getOrder, null, ["dingdan order get DD2981741311549200000"])
    .helpGroup(invocation.terminal.say(HELP.commands))
    .addArgument(grammar.argument("<id>", FLAG.orderId))
    .action(async (orderId: string, flags: ClientFlags) => {
      const { orderGet } = await import("../commands/order-get.js");
      finish(await orderGet(invocation, orderId, flags));
    });
}
