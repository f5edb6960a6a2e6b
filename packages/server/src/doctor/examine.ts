import { text } from "@dingdan/contract";
import { publicUrlOf } from "../http/public-origin.js";
import { trustProxyOf } from "../http/trust-proxy.js";
import type { PlatformOptions } from "../serve/options.js";
import { parseSealKey } from "../serve/seal-key.js";
import { CONNECTIONS_MAX, descriptorLimit } from "../serve/server-limits.js";
import { engineOf } from "../storage/open-store.js";
import { within } from "../within.js";
import { type Check, failed, messageOf, passed, plain } from "./check.js";
import { lookAtAddress } from "./look-at-address.js";
import { lookAtFolder } from "./look-at-folder.js";
import { lookAtSqlite } from "./look-at-sqlite.js";
import { checkDescriptors, checkNode } from "./machine-checks.js";

/** A part that has not ended within this time is reported as failed. */
const PART_TIMEOUT_MS = 4_000;

/**
 * Checks this machine, the database and the settings with which the platform would start. Changes
 * nothing, and never rejects.
 */
export async function examineInstallation(options: PlatformOptions): Promise<readonly Check[]> {
  const { databaseUrl = "sqlite::memory:", limits } = options;
  const settings = await part("settings", async () => checkSettings(options));
  const isUsable = settings.every(({ state }) => state !== "failed");
  const file = sqliteFileOf(databaseUrl);
  const softLimit = descriptorLimit();
  const machine = [
    checkNode(process.versions.node),
    checkDescriptors(
      softLimit === Number.MAX_SAFE_INTEGER ? null : softLimit,
      limits?.connectionsMax ?? CONNECTIONS_MAX,
    ),
  ];
  const looking = [
    part("database", async () => {
      if (engineOf(databaseUrl) === "sqlite") return lookAtSqlite(file);
      // Only an installation on PostgreSQL loads its driver.
      const { lookAtPostgres } = await import("./look-at-postgres.js");
      return lookAtPostgres(databaseUrl);
    }),
    ...(file === null ? [] : [part("disk space", () => lookAtFolder(file))]),
    ...(isUsable
      ? [part("public address", () => lookAtAddress(publicUrlOf(options.publicUrl)))]
      : []),
  ];
  return [...settings, ...machine, ...(await Promise.all(looking)).flat()];
}

/** @throws SettingsError for a setting with which the platform would not start */
function checkSettings(options: PlatformOptions): readonly Check[] {
  engineOf(options.databaseUrl ?? "sqlite::memory:");
  publicUrlOf(options.publicUrl);
  trustProxyOf(options.trustProxy ?? false);
  if (options.sealKey !== undefined) parseSealKey(options.sealKey, "DINGDAN_SEAL_KEY");
  const { adminKey } = options;
  return [
    passed("settings", text("valid", "有效")),
    passed(
      "admin key",
      adminKey === undefined
        ? text("not set: the stored keys are valid", "未设置：以已保存的密钥为准")
        : text(`set, ${adminKey.length} characters`, `已设置，${adminKey.length} 个字符`),
    ),
    checkSealKey(options),
  ];
}

/** Only callbacks of third-party platforms need the key. A sandbox makes its own. */
const checkSealKey = ({ sealKey, sandbox = false }: PlatformOptions): Check =>
  passed(
    "seal key",
    sealKey === undefined && !sandbox
      ? text(
          "not set: third-party platforms cannot register callbacks",
          "未设置：第三方平台无法登记回调",
        )
      : text("set", "已设置"),
  );

/** Runs one part of the checks. If it fails or does not end, that is a failed check of its name. */
async function part(
  name: string,
  look: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return await within(look(), PART_TIMEOUT_MS, `the check of ${name}`);
  } catch (error) {
    const next = text(
      "Fix the cause and run `dingdan doctor` again.",
      "请排除原因后重新运行 `dingdan doctor`。",
    );
    return [failed(name, plain(messageOf(error)), next)];
  }
}

function sqliteFileOf(databaseUrl: string): string | null {
  const file = databaseUrl.startsWith("sqlite:") ? databaseUrl.slice("sqlite:".length) : "";
  return file === "" || file === ":memory:" ? null : file;
}
