import { UsageError } from "../../src/errors.js";

/** The English messages of every fault that reading some settings is refused for. */
export function problemsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof UsageError) return error.problems.map(({ message }) => message.en);
    throw error;
  }
  return [];
}
