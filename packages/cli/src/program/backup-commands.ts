import { BACKUP_TEXTS } from "../backup/backup-texts.js";
import type { BackupFlags, RestoreFlags } from "../settings/backup.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { databaseFlag, previousSealKeyFlag, sealKeyFlag } from "./shared-flags.js";

const { help: HELP } = TEXTS;
const { argument: ARGUMENT, flag: FLAG } = BACKUP_TEXTS;

/** Adds `dingdan backup`, `dingdan backup verify` and `dingdan restore`. */
export function addBackupCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const backup = grammar
    .command(program, "backup", {
      group: HELP.groupRun,
      summary: BACKUP_TEXTS.backup,
      description: BACKUP_TEXTS.backupMore,
      examples: [
        "dingdan backup /backups/dingdan.db",
        "dingdan backup --database postgres://dingdan@127.0.0.1/dingdan /backups/dingdan.dump",
      ],
    })
    .addArgument(grammar.argument("<file>", ARGUMENT.file))
    .addOption(databaseFlag(grammar))
    .addOption(grammar.flag("--force", FLAG.force))
    .helpCommand(false)
    .action(async (file: string, flags: BackupFlags) => {
      const { backup: make } = await import("../commands/backup.js");
      finish(await make(invocation, file, flags));
    });

  grammar
    .command(backup, "verify", {
      group: HELP.commands,
      summary: BACKUP_TEXTS.verify,
      description: BACKUP_TEXTS.verifyMore,
      examples: ["dingdan backup verify /backups/dingdan.db"],
    })
    .addArgument(grammar.argument("<file>", ARGUMENT.file))
    .action(async (file: string) => {
      const { backupVerify } = await import("../commands/backup.js");
      finish(await backupVerify(invocation, file));
    });

  grammar
    .command(program, "restore", {
      group: HELP.groupRun,
      summary: BACKUP_TEXTS.restore,
      description: BACKUP_TEXTS.restoreMore,
      examples: [
        "dingdan restore /backups/dingdan.db --database sqlite:./data/restored.db",
        "dingdan restore /backups/dingdan.db --force --seal-key-file /etc/dingdan/seal.key",
        "dingdan restore /backups/dingdan.dump --database postgres://dingdan@127.0.0.1/restored --erasures erasures.json",
      ],
    })
    .addArgument(grammar.argument("<file>", ARGUMENT.file))
    .addOption(databaseFlag(grammar))
    .addOption(grammar.flag("--force", FLAG.forceRestore))
    .addOption(grammar.flag("--erasures <file>", FLAG.erasures))
    .addOption(sealKeyFlag(grammar))
    .addOption(previousSealKeyFlag(grammar))
    .action(async (file: string, flags: RestoreFlags) => {
      const { restore } = await import("../commands/restore.js");
      finish(await restore(invocation, file, flags));
    });
}
