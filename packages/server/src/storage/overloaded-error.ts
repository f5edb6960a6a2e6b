/** A queue is full. The caller may retry later. */
export class OverloadedError extends Error {
  /**
   * @param what the kind of work that waits, in the plural: "writes"
   * @param waitingFor what it waits for: "a commit"
   * @param count how many wait already
   */
  constructor(what: string, waitingFor: string, count: number) {
    super(`overloaded: ${count} ${what} are already waiting for ${waitingFor}`);
    this.name = "OverloadedError";
  }
}
