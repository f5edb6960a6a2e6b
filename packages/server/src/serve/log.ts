import type { FastifyBaseLogger } from "fastify";
import { pino } from "pino";

/** The log of a platform: JSON lines. @param stream receives them; null disables the log */
export const openLog = (stream: NodeJS.WritableStream | null): FastifyBaseLogger =>
  stream === null ? pino({ enabled: false }) : pino({ level: "info" }, stream);
