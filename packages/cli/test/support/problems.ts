import { UsageError } from "../../src/errors.js";

/** The English messages of all problems that reading some settings reports. */
export function problemsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof UsageError) return error.problems.map(({ message }) => message.en);
    throw error;
  }
  return [];
}
