import { type AdminOperationKey, FIRST_RUN_PATH, type FirstRunStep } from "@dingdan/contract";
import type { FastifyRequest } from "fastify";
import type { Act, AuditTrail } from "../../audit/audit-trail.js";

/**
 * The steps that do what needs an admin key elsewhere, and the operation that does it. The other steps
 * call the wire as the demo app, and the request log shows their calls.
 */
const ACTS: Readonly<Partial<Record<FirstRunStep, AdminOperationKey>>> = {
  pay: "payOrder",
  review: "advanceClock",
  buyer: "createBuyerSession",
};

/**
 * Records that a step begins; null for a step that the request log shows.
 * @throws Problem when that cannot be written: the step must not be taken
 */
export async function beginStep(
  step: FirstRunStep,
  request: FastifyRequest,
  { appid, trail }: { readonly appid: string; readonly trail: AuditTrail },
): Promise<Act | null> {
  const operation = ACTS[step];
  if (operation === undefined) return null;
  return trail.begin({
    actor: { kind: "first_page" },
    via: "first_page",
    address: request.ip,
    operation,
    method: request.method,
    path: `${FIRST_RUN_PATH}/${step}`,
    target: { appid },
    rid: request.id,
  });
}
