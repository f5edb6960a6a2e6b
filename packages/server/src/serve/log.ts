import type { FastifyBaseLogger } from "fastify";
import { pino } from "pino";

/** The log of a platform: JSON lines. @param stream takes them; null for no log */
export const openLog = (stream: NodeJS.WritableStream | null): FastifyBaseLogger =>
  stream === null ? pino({ enabled: false }) : pino({ level: "info" }, stream);
