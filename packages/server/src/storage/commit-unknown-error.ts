/** The connection was lost during a commit, which may have succeeded. */
export class CommitUnknownError extends Error {
  constructor(cause: unknown) {
    super("the connection was lost during a commit, which may have succeeded", { cause });
    this.name = "CommitUnknownError";
  }
}
