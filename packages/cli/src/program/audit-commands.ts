import type { Text } from "@dingdan/contract";
import { AUDIT_TEXTS } from "../audit/audit-texts.js";
import type { AdminFlags } from "../settings/admin.js";
import {
  type AuditListFlags,
  type AuditVerifyFlags,
  DEFAULT_AUDIT_LIMIT,
} from "../settings/audit.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags } from "./shared-flags.js";

const { flag: FLAG } = AUDIT_TEXTS;
const { help: HELP } = TEXTS;

/** Adds `dingdan audit list`, `verify` and `export`. */
export function addAuditCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const group = grammar.commandGroup(program, "audit", HELP.groupOperate, AUDIT_TEXTS.group);
  const add = (
    name: string,
    summary: Text,
    description: Text | null,
    examples: readonly string[],
  ) => {
    const words = { group: HELP.commands, summary, description, examples };
    return withAdminFlags(grammar, grammar.command(group, name, words));
  };

  add("list", AUDIT_TEXTS.list, AUDIT_TEXTS.listMore, [
    "dingdan audit list --operation createAdminKey",
  ])
    .addOption(grammar.flag("--limit <count>", FLAG.limit, { fallback: DEFAULT_AUDIT_LIMIT }))
    .addOption(grammar.flag("--actor <id>", FLAG.actor))
    .addOption(grammar.flag("--operation <name>", FLAG.operation))
    .addOption(grammar.flag("--appid <appid>", FLAG.appid))
    .action(async (flags: AuditListFlags) => {
      const { auditList } = await import("../commands/audit.js");
      finish(await auditList(invocation, flags));
    });

  add("verify", AUDIT_TEXTS.verify, AUDIT_TEXTS.verifyMore, [
    "dingdan audit verify",
    "dingdan audit verify --file audit.jsonl",
  ])
    .addOption(grammar.flag("--head <sequence:hash>", FLAG.head))
    .addOption(grammar.flag("--file <file>", FLAG.file))
    .action(async (flags: AuditVerifyFlags) => {
      const { auditVerify } = await import("../commands/audit.js");
      finish(await auditVerify(invocation, flags));
    });

  add("export", AUDIT_TEXTS.export, null, ["dingdan audit export > audit.jsonl"]).action(
    async (flags: AdminFlags) => {
      const { auditExport } = await import("../commands/audit.js");
      finish(await auditExport(invocation, flags));
    },
  );
}
