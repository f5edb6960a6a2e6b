export { type BackupOptions, backupDatabase } from "./backup/backup-database.js";
export type { BackupManifest } from "./backup/manifest.js";
export type { Progress as BackupProgress } from "./backup/progress.js";
export { verifyBackup } from "./backup/verify-backup.js";
export { type Check, type CheckState, titleOf } from "./doctor/check.js";
export { examineInstallation } from "./doctor/examine.js";
export { runningChecks } from "./doctor/running-checks.js";
export { rowOf as auditRowOf } from "./domain/audit/chain.js";
export { ChainCheck as AuditChainCheck } from "./domain/audit/chain-check.js";
export {
  type Restored,
  type RestoreOptions,
  restoreDatabase,
} from "./restore/restore-database.js";
export type { Dingdan, PlatformOptions } from "./serve/options.js";
export { createDingdan, startPlatform } from "./serve/platform.js";
export { SettingsError } from "./settings-error.js";
export type {
  CopiedTable,
  CopyOptions,
  CopyOutcome,
  CopyProgress,
} from "./storage/copy/copy-installation.js";
export { copyDatabase } from "./storage/copy-database.js";
export { distributeDatabase, plannedDistribution } from "./storage/distribute-database.js";
export { checkFileModes, type LooseMode } from "./storage/file-modes.js";
export { migrateDatabase } from "./storage/migrate-database.js";
export { type RewriteOutcome, rewriteDatabase } from "./storage/rewrite-database.js";
export { newSigningKeys, publicKeyOf, type SigningKeys } from "./webhooks/signing-keys.js";
export { standardHeaders } from "./webhooks/webhook-body.js";
