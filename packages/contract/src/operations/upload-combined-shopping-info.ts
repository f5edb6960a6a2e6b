import { EXAMPLE_UPLOAD } from "../examples.js";
import { combinedUploadViolations } from "../rules/combined-upload-rules.js";
import { UPLOAD_COMBINED_SHOPPING_INFO_SCHEMA } from "../schemas/shopping-details.js";
import { text } from "../text.js";
import { ENVELOPE_SCHEMA, type Operation } from "./operation.js";
import { uploadShoppingInfo } from "./upload-shopping-info.js";

const { order_key, order_list, payer, upload_time } = EXAMPLE_UPLOAD;

export const uploadCombinedShoppingInfo = {
  name: "uploadCombinedShoppingInfo",
  method: "POST",
  path: "/user-order/combine-orders",
  group: "shopping-orders",
  summary: text("Upload the shopping details of a combined payment", "上传合单支付的购物详情"),
  description: text(
    "Uploads the shopping details of a combined payment, with one sub-order for each sub-payment. errcode 0 means that the upload is stored; call shoppingInfoVerifyUploadResult with the order_key of the main order to learn whether it became an order. Until a payment matches the upload and makes it an order, a call with a later upload_time replaces the upload; afterwards the details are locked. Repeating a stored request is safe: it returns errcode 0 and changes nothing.",
    "上传合单支付的购物详情，每笔子支付对应一个子单。errcode 0 表示已保存，是否成为订单请用主单的 order_key 调用验证接口查询。与支付匹配之前，upload_time 更晚的请求覆盖之前的内容；匹配之后购物详情锁定。重发已保存的请求是安全的：返回 errcode 0，不作任何更改。",
  ),
  credential: "access_token",
  parameters: "body",
  request: UPLOAD_COMBINED_SHOPPING_INFO_SCHEMA,
  reply: ENVELOPE_SCHEMA,
  permissionSets: [120, 121],
  closedPermissionError: "SHOPPING_ORDER_PERMISSION_CLOSED",
  wrongMethodError: "REQUIRE_POST",
  errors: uploadShoppingInfo.errors,
  violations: combinedUploadViolations,
  example: {
    request: {
      order_key: { ...order_key, out_trade_no: "COMBINE-20220520-0001" },
      sub_orders: [
        {
          order_key: { ...order_key, out_trade_no: "SUB-20220520-0001" },
          ...order_list[0],
          logistics_type: 1,
        },
      ],
      payer,
      upload_time,
    },
    reply: { errcode: 0, errmsg: "ok" },
  },
} as const satisfies Operation;
