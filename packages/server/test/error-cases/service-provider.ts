import type { ErrorCases } from "../support/world.js";

export const SERVICE_PROVIDER_CASES: ErrorCases = {
  SERVICE_PROVIDER_METHOD_NOT_AVAILABLE: (w) =>
    w.post("/wxa/charge/service-provider/order/get", "{}"),
  SERVICE_PROVIDER_PARAMETER_ERROR: (w) => w.merchant.getOrder("DD0000000000000000000"),
};
