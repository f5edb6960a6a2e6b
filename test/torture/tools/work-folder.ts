import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders = new Set<string>();

/** An empty folder for the files of a case. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "dingdan-torture-"));
  folders.add(folder);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** Removes what an interrupted run has made. */
export function removeAllFolders(): void {
  for (const folder of folders) removeFolder(folder);
}
