import { ADMIN_OPERATIONS, ADMIN_PREFIX, type AdminOperationKey } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import {
  type DiagnoseBody,
  type HttpCall,
  type HttpHandler,
  registerHttpOperation,
} from "../http/http-operation.js";

type Operation<Key extends AdminOperationKey> = (typeof ADMIN_OPERATIONS)[Key];

/** A call of the operator's interface that matches its schemas. */
export type AdminCall<Key extends AdminOperationKey> = HttpCall<Operation<Key>>;

/**
 * Registers operations of the operator's interface: each handler has the name of its operation.
 * @param diagnoses finds the causes of a rejected body, for the operations that have such a function
 */
export function registerAdminRoutes(
  server: FastifyInstance,
  handlers: { readonly [Key in AdminOperationKey]?: HttpHandler<Operation<Key>> },
  diagnoses: { readonly [Key in AdminOperationKey]?: DiagnoseBody } = {},
): void {
  for (const [key, handler] of Object.entries(handlers)) {
    const operation = ADMIN_OPERATIONS[key as AdminOperationKey];
    registerHttpOperation(
      server,
      ADMIN_PREFIX,
      operation,
      handler as HttpHandler<typeof operation>,
      diagnoses[key as AdminOperationKey],
    );
  }
}
