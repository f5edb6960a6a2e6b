/** How far the work on a backup is. */
export interface Progress {
  readonly step: "copy" | "check" | "hash" | "restore" | "erase";
  readonly bytes: number;
  /** 0 while it is not known. */
  readonly ofBytes: number;
}

export interface Watching {
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the work, which removes what it has written. */
  readonly signal?: AbortSignal;
}
