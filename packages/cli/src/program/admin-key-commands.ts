import { ADMIN_OPERATIONS, ADMIN_ROLES, type AdminRole, type Text } from "@dingdan/contract";
import type { AdminFlags } from "../settings/admin.js";
import type { KeyCreateFlags, KeyRotateFlags } from "../settings/admin-key.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags } from "./shared-flags.js";

const { command: SUMMARY, flag: FLAG, help: HELP } = TEXTS;

/** Adds `dingdan admin-key create`, `list`, `rotate` and `revoke`. */
export function addAdminKeyCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const group = grammar.commandGroup(program, "admin-key", HELP.groupOperate, SUMMARY.adminKey);
  const keyCommand = (name: string, summary: Text, examples: readonly string[]) => {
    const words = { group: HELP.commands, summary, description: null, examples };
    return withAdminFlags(grammar, grammar.command(group, name, words));
  };
  const idArgument = () => grammar.argument("<id>", FLAG.keyId);
  const { createAdminKey, listAdminKeys, rotateAdminKey, revokeAdminKey } = ADMIN_OPERATIONS;

  keyCommand("create", createAdminKey.summary, [
    "dingdan admin-key create grafana --role read_only --expires-in-days 365",
  ])
    .addArgument(grammar.argument("<name>", FLAG.keyName))
    .addOption(
      grammar.flag("--role <role>", FLAG.keyRole).choices(ADMIN_ROLES).makeOptionMandatory(),
    )
    .addOption(grammar.flag("--expires-in-days <days>", FLAG.expiresInDays))
    .action(async (name: string, flags: KeyCreateFlags & { readonly role: AdminRole }) => {
      const { adminKeyCreate } = await import("../commands/admin-key.js");
      finish(await adminKeyCreate(invocation, name, flags));
    });

  keyCommand("list", listAdminKeys.summary, ["dingdan admin-key list"]).action(
    async (flags: AdminFlags) => {
      const { adminKeyList } = await import("../commands/admin-key.js");
      finish(await adminKeyList(invocation, flags));
    },
  );

  keyCommand("rotate", rotateAdminKey.summary, ["dingdan admin-key rotate default"])
    .addArgument(idArgument())
    .addOption(grammar.flag("--overlap-hours <hours>", FLAG.overlapHours, { fallback: 24 }))
    .action(async (id: string, flags: KeyRotateFlags) => {
      const { adminKeyRotate } = await import("../commands/admin-key.js");
      finish(await adminKeyRotate(invocation, id, flags));
    });

  keyCommand("revoke", revokeAdminKey.summary, ["dingdan admin-key revoke 0123456789abcdef"])
    .addArgument(idArgument())
    .action(async (id: string, flags: AdminFlags) => {
      const { adminKeyRevoke } = await import("../commands/admin-key.js");
      finish(await adminKeyRevoke(invocation, id, flags));
    });
}
