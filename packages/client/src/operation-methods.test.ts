import { readFileSync } from "node:fs";
import {
  errorNamed,
  OPERATIONS,
  type Operation,
  type ReplyOf,
  type RequestOf,
} from "@dingdan/contract";
import { parseSync } from "oxc-parser";
import { describe, expect, expectTypeOf, it, vi } from "vitest";
import { openInEditor } from "../test/editor.js";
import type { AppOperations } from "./app-operations.js";
import type * as Sdk from "./index.js";
import {
  type AuthorizationInfo,
  type AuthorizedOperationName,
  type GetOrderRequest,
  type OperationMethod,
  type OperationMethods,
  ShoppingOrders,
} from "./index.js";

const AUTHORIZED: [string, Operation][] = Object.entries(OPERATIONS).filter(
  ([, { credential }]) => credential === "access_token",
);

const { files: packageFiles } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { files: string[] };

/** The exported types of requests, whose fields may be written. */
interface Requests {
  uploadShoppingInfo: Sdk.UploadShoppingInfoRequest;
  uploadCombinedShoppingInfo: Sdk.UploadCombinedShoppingInfoRequest;
  uploadShippingInfo: Sdk.UploadShippingInfoRequest;
  uploadCombinedShippingInfo: Sdk.UploadCombinedShippingInfoRequest;
  shoppingInfoVerifyUploadResult: Sdk.VerifyUploadResultRequest;
  getOrder: Sdk.GetOrderRequest;
  queryOrderList: Sdk.QueryOrderListRequest;
  getConvertibleSkus: Sdk.GetConvertibleSkusRequest;
  assignPackage: Sdk.AssignPackageRequest;
  cancelAssign: Sdk.CancelAssignRequest;
  getSPUsageDetail: Sdk.GetSPUsageDetailRequest;
  getUsageDetail: Sdk.GetUsageDetailRequest;
  getRecentAverageUsage: Sdk.GetRecentAverageUsageRequest;
  getRidInfo: Sdk.GetRidInfoRequest;
}

/** The docstring of each method in the published declarations. */
function declaredMethods(): Map<string, string> {
  const file = new URL("../dist/app-operations.d.ts", import.meta.url);
  const source = readFileSync(file, "utf8");
  const { program, comments } = parseSync(file.pathname, source);
  const docstrings = new Map<string, string>();
  for (const statement of program.body) {
    if (statement.type !== "ExportNamedDeclaration") continue;
    if (statement.declaration?.type !== "ClassDeclaration") continue;
    for (const member of statement.declaration.body.body) {
      if (member.type !== "MethodDefinition" || member.key.type !== "Identifier") continue;
      const comment = comments.findLast(({ end }) => end < member.start);
      const isAdjacent =
        comment !== undefined && source.slice(comment.end, member.start).trim() === "";
      const lines = isAdjacent && comment.value.startsWith("*") ? comment.value.split("\n") : [];
      const words = lines.map((line) => line.replace(/^\s*\*\s?/, "")).join(" ");
      docstrings.set(member.key.name, words.replaceAll(/\s+/g, " "));
    }
  }
  return docstrings;
}

describe("the methods of an app's client", () => {
  it("have the types that the contract infers", () => {
    type Methods = { [Name in AuthorizedOperationName]: AppOperations[Name] };
    type Inferred = {
      [Name in AuthorizedOperationName]: OperationMethod<(typeof OPERATIONS)[Name]>;
    };
    expectTypeOf<Methods>().toEqualTypeOf<Inferred>();
    expectTypeOf<OperationMethods>().toEqualTypeOf<Inferred>();
    type Authorization = ReplyOf<typeof OPERATIONS.getAuthorizerRefreshToken>["authorization_info"];
    expectTypeOf<AuthorizationInfo>().toEqualTypeOf<Authorization>();
    expectTypeOf<Requests>().toEqualTypeOf<{
      [Name in keyof Requests]: RequestOf<(typeof OPERATIONS)[Name]>;
    }>();
    expectTypeOf<keyof AppOperations>().toEqualTypeOf<AuthorizedOperationName | "call">();
  });

  it("are declared with a docstring that shows the call, the request and every error code", () => {
    const declared = declaredMethods();
    declared.delete("call");
    expect([...declared.keys()]).toEqual(AUTHORIZED.map(([name]) => name));
    for (const [name, { method, path, summary, description, errors, request }] of AUTHORIZED) {
      const docstring = declared.get(name);
      expect(docstring, name).toContain(`${summary.en}: \`${method} ${path}\`.`);
      expect(docstring, name).toContain(description.en.replaceAll(/\s+/g, " "));
      for (const error of errors) {
        expect(docstring, name).toContain(`${errorNamed(error).code} ${error}`);
      }
      for (const parameter of Object.keys(request.properties)) {
        expect(docstring, name).toContain(`\`${parameter}\``);
      }
    }
    expect(new Set(declared.values()).size).toBe(declared.size);
  });

  it("show their docstring in an editor, with the source of each method and type", async () => {
    await using editor = await openInEditor(`
      import { ShoppingOrders } from "@dingdan/client";
      const orders = new ShoppingOrders({ appid: "wxd678efh567hg6787", secret: "SECRET" });
      const { order } = await orders.getOrder({ orderId: "DD2981741311549200000" });
      console.log(order.orderPrice);
      const order_key = { order_number_type: 2, transaction_id: "4200000001" } as const;
      const payer = { openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" };
      await orders.shoppingInfoVerifyUploadResult({ payer, order_key });
    `);
    const hover = await editor.hover("getOrder");
    expect(hover).toContain(
      "getOrder(request: ReadonlyGetOrderRequest, callOptions?: CallOptions): Promise<GetOrderReply>",
    );
    expect(hover).toContain(OPERATIONS.getOrder.summary.en);
    expect(await editor.hover("order }")).toContain("const order: ServiceProviderOrder");
    const { description } = OPERATIONS.shoppingInfoVerifyUploadResult.request.properties.order_key;
    expect(await editor.hover("order_key })")).toContain(description.en);
    expect(packageFiles).toContain("src");
    expect(await editor.definition("getOrder")).toBe("packages/client/src/app-operations.ts");
    expect(await editor.definition("orderId")).toBe("packages/client/src/operation-types.ts");
    expect(await editor.definition("orderPrice")).toBe("packages/client/src/operation-types.ts");
  });

  it("can be overridden by a subclass and replaced by a spy, and each sends with call", async () => {
    class Recorder extends ShoppingOrders {
      readonly called: string[] = [];
      override getOrder(request: GetOrderRequest) {
        this.called.push("getOrder");
        return super.getOrder(request);
      }
      override async call<Name extends AuthorizedOperationName>(operation: Name) {
        this.called.push(operation);
        return OPERATIONS[operation].example.reply as ReplyOf<(typeof OPERATIONS)[Name]>;
      }
    }
    const orders = new Recorder({ appid: "wxd678efh567hg6787", secret: "SECRET" });
    const orderId = "DD2981741311549200000";
    expect(await orders.getOrder({ orderId })).toEqual(OPERATIONS.getOrder.example.reply);
    await orders.confirmProductPermission();
    expect(orders.called).toEqual(["getOrder", "getOrder", "confirmProductPermission"]);

    using spy = vi.spyOn(orders, "getRidInfo").mockRejectedValue(new Error("offline"));
    await expect(orders.getRidInfo({ rid: "RID" })).rejects.toThrow("offline");
    expect(spy).toHaveBeenCalledExactlyOnceWith({ rid: "RID" });
  });
});
