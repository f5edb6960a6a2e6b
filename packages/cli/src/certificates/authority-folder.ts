import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { systemErrorCode, UsageError } from "../errors.js";
import { TEXTS } from "../texts.js";
import { Authority, type AuthorityDocuments, newAuthority } from "./authority.js";

/** An authority, and the file of its certificate that programs are told to trust. */
export interface KeptAuthority {
  readonly authority: Authority;
  /** An absolute path. */
  readonly certificateFile: string;
}

/**
 * The authority that a folder keeps; where there is none, or none that is still good, a new one is
 * made. `ca-key.pem` holds key and certificate in one file and is the truth, so that two processes
 * which start at once end with the same; `ca.pem` is the certificate alone, for everybody to read.
 * @throws UsageError when the folder cannot be used, or others can read the key
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
    await writeWhole(certificateFile, authority.certificate, 0o644);
    return { authority, certificateFile };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null || error instanceof UsageError) throw error;
    throw new UsageError(TEXTS.input.unwritable(folder, code));
  }
}

/** Writes a file whole or not at all: who reads it meanwhile sees the old one or the new one. */
export async function writeWhole(file: string, content: string, mode: number): Promise<void> {
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
  // Another process was first.
  return (await readAuthority(keyFile, nowMs)) ?? keptAuthority(keyFile, domain, nowMs);
}

async function readAuthority(keyFile: string, nowMs: () => number): Promise<Authority | null> {
  let documents: AuthorityDocuments;
  try {
    const { mode } = await stat(keyFile);
    // Windows has no such bits.
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

/** Writes a file that is not there yet, whole and at once; false when another was first. */
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
