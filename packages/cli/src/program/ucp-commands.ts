import {
  ADMIN_OPERATIONS,
  DEFAULT_UCP_OVERLAP_SECONDS,
  type Text,
  UCP_VERSIONS,
} from "@dingdan/contract";
import type { Command } from "commander";
import type { AdminFlags } from "../settings/admin.js";
import type { KeyRotateFlags } from "../settings/admin-key.js";
import type { PlatformFlags } from "../settings/ucp.js";
import { TEXTS } from "../texts.js";
import { UCP_TEXTS } from "../ucp/ucp-texts.js";
import type { Grammar } from "./grammar.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags } from "./shared-flags.js";

const { flag: FLAG } = UCP_TEXTS;
const { help: HELP } = TEXTS;
const ID = "0123456789abcdef";

type Add = (name: string, summary: Text, more: Text | null, example: string) => Command;
type Parts = Pick<ProgramParts, "grammar" | "invocation" | "finish">;

/** Adds `dingdan ucp` with its commands. */
export function addUcpCommands({ program, ...parts }: ProgramParts): void {
  const { grammar, invocation, finish } = parts;
  const group = grammar.commandGroup(program, "ucp", HELP.groupOperate, UCP_TEXTS.group);
  const keys = grammar.commandGroup(group, "keys", HELP.commands, UCP_TEXTS.keys);
  addKeyCommands(adding(grammar, keys, "ucp keys"), parts);
  const platforms = grammar.commandGroup(group, "platforms", HELP.commands, UCP_TEXTS.platforms);
  addPlatformCommands(adding(grammar, platforms, "ucp platforms"), parts);
  adding(grammar, group, "ucp")("order", UCP_TEXTS.order, UCP_TEXTS.orderMore, "order ORDER_ID")
    .addArgument(grammar.argument("<id>", FLAG.orderId))
    .addOption(versionFlag(grammar))
    .action(async (id: string, flags: PlatformFlags) => {
      const { ucpOrder } = await import("../commands/ucp.js");
      finish(await ucpOrder(invocation, id, flags));
    });
}

/** What adds commands to a group, with the flags of the admin API. */
const adding =
  (grammar: Grammar, group: Command, words: string): Add =>
  (name, summary, description, example) => {
    const examples = [`dingdan ${words} ${example}`];
    const help = { group: HELP.commands, summary, description, examples };
    return withAdminFlags(grammar, grammar.command(group, name, help));
  };

const versionFlag = (grammar: Grammar) =>
  grammar
    .flag("--order-version <version>", FLAG.version, { fallback: UCP_VERSIONS[0] })
    .choices(UCP_VERSIONS);

function addKeyCommands(add: Add, { grammar, invocation, finish }: Parts): void {
  const { listUcpKeys, rotateUcpKeys } = ADMIN_OPERATIONS;
  add("list", listUcpKeys.summary, null, "list").action(async (flags: AdminFlags) => {
    const { ucpKeysList } = await import("../commands/ucp.js");
    finish(await ucpKeysList(invocation, flags));
  });

  const fallback = DEFAULT_UCP_OVERLAP_SECONDS / 3_600;
  add("rotate", rotateUcpKeys.summary, UCP_TEXTS.rotateMore, "rotate --overlap-hours 0")
    .addOption(grammar.flag("--overlap-hours <hours>", FLAG.overlapHours, { fallback }))
    .action(async (flags: KeyRotateFlags) => {
      const { ucpKeysRotate } = await import("../commands/ucp.js");
      finish(await ucpKeysRotate(invocation, flags));
    });
}

function addPlatformCommands(add: Add, { grammar, invocation, finish }: Parts): void {
  const publicKeys = () => grammar.flag("--public-keys <file>", FLAG.publicKeys);

  add("list", UCP_TEXTS.list, null, "list")
    .addOption(grammar.flag("--appid <appid>", FLAG.ofApp))
    .action(async (flags: PlatformFlags) => {
      const { ucpPlatformsList } = await import("../commands/ucp.js");
      finish(await ucpPlatformsList(invocation, flags));
    });

  add(
    "add",
    UCP_TEXTS.add,
    UCP_TEXTS.addMore,
    "add https://platform.example/orders --appid wxd678efh567hg6787 --public-keys platform.jwks.json",
  )
    .addArgument(grammar.argument("<url>", FLAG.url))
    .addOption(grammar.flag("--events <types>", FLAG.events, { fallback: "*" }))
    .addOption(grammar.flag("--appid <appid>", FLAG.appid))
    .addOption(publicKeys())
    .addOption(versionFlag(grammar))
    .action(async (url: string, flags: PlatformFlags) => {
      const { ucpPlatformsAdd } = await import("../commands/ucp.js");
      finish(await ucpPlatformsAdd(invocation, url, flags));
    });

  add("show", UCP_TEXTS.show, null, `show ${ID}`)
    .addArgument(grammar.argument("<id>", FLAG.id))
    .action(async (id: string, flags: AdminFlags) => {
      const { ucpPlatformsShow } = await import("../commands/ucp.js");
      finish(await ucpPlatformsShow(invocation, id, flags));
    });

  add("set", UCP_TEXTS.set, UCP_TEXTS.setMore, `set ${ID} --order-version ${UCP_VERSIONS[1]}`)
    .addArgument(grammar.argument("<id>", FLAG.id))
    .addOption(publicKeys())
    .addOption(grammar.flag("--order-version <version>", FLAG.version).choices(UCP_VERSIONS))
    .action(async (id: string, flags: PlatformFlags) => {
      const { ucpPlatformsSet } = await import("../commands/ucp.js");
      finish(await ucpPlatformsSet(invocation, id, flags));
    });

  add("remove", UCP_TEXTS.remove, null, `remove ${ID}`)
    .addArgument(grammar.argument("<id>", FLAG.id))
    .action(async (id: string, flags: AdminFlags) => {
      const { ucpPlatformsRemove } = await import("../commands/ucp.js");
      finish(await ucpPlatformsRemove(invocation, id, flags));
    });
}
