import type { FastifyReply } from "fastify";

/** The configuration of routes for people, who read a page instead of a problem in JSON. */
export interface LateAnswerConfig {
  /** Answers a request whose handler has not ended, on the raw response. */
  readonly answerLate?: (reply: FastifyReply, status: number) => void;
}
