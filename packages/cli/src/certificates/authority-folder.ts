import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { systemErrorCode, UsageError } from "../errors.js";
import { TEXTS } from "../texts.js";
import { Authority, type AuthorityDocuments, newAuthority } from "./authority.js";

/** An authority and the file of its certificate, which programs must trust. */
export interface KeptAuthority {
  readonly authority: Authority;
  /** An absolute path. */
  readonly certificateFile: string;
}

/**
 * Reads the authority in a folder; generates one if there is none or it expires soon. `ca-key.pem`
 * contains the key and the certificate in one file, so that two processes that start at the same time
 * use the same authority; `ca.pem` is a copy of the certificate that all users can read.
 * @throws UsageError when the folder cannot be used, or other users can read the key
 */
export async function openAuthorityFolder(
  folder: string,
  domain: string,
  nowMs: () => number,
): Promise<KeptAuthority> {
  const keyFile = join(folder, "ca-key.pem");
  const certificateFile = resolve(folder, "ca.pem");
  try {
    await mkdir(folder, { recursive: true });
    const authority = await keptAuthority(keyFile, domain, nowMs);
    await writeAtomically(certificateFile, authority.certificate, 0o644);
    return { authority, certificateFile };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null || error instanceof UsageError) throw error;
    throw new UsageError(TEXTS.input.unwritable(folder, code));
  }
}

/** Writes a file atomically: a concurrent reader sees either the old or the new content. */
export async function writeAtomically(file: string, content: string, mode: number): Promise<void> {
  const draft = await writeDraft(file, content, mode);
  await rename(draft, file);
}

async function keptAuthority(
  keyFile: string,
  domain: string,
  nowMs: () => number,
): Promise<Authority> {
  const kept = await readAuthority(keyFile, nowMs);
  if (kept !== null && nowMs() < kept.usableUntilMs) return kept;
  if (kept !== null) await rm(keyFile, { force: true });
  const made = newAuthority(domain, nowMs());
  if (await createOnly(keyFile, made.key + made.certificate)) return new Authority(made, nowMs);
  // Another process has created the file first.
  return (await readAuthority(keyFile, nowMs)) ?? keptAuthority(keyFile, domain, nowMs);
}

async function readAuthority(keyFile: string, nowMs: () => number): Promise<Authority | null> {
  let documents: AuthorityDocuments;
  try {
    const { mode } = await stat(keyFile);
    // Windows has no such permission bits.
    if (process.platform !== "win32" && (mode & 0o077) !== 0) {
      throw new UsageError(TEXTS.proxy.keyIsReadable(keyFile));
    }
    const source = await readFile(keyFile, "utf8");
    const at = source.indexOf("-----BEGIN CERTIFICATE-----");
    documents = { key: source.slice(0, at), certificate: source.slice(at) };
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return null;
    throw error;
  }
  try {
    return new Authority(documents, nowMs);
  } catch {
    throw new UsageError(TEXTS.proxy.badKeyFile(keyFile));
  }
}

/** Creates a file atomically; false when it already exists. */
async function createOnly(file: string, content: string): Promise<boolean> {
  const draft = await writeDraft(file, content, 0o600);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(file: string, content: string, mode: number): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  await writeFile(draft, content, { mode, flag: "wx" });
  return draft;
}
