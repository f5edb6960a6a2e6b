import { PAID, PICK_UP, upload, uploaded } from "./calls.js";
import type { ClientShape } from "./client-shapes.js";
import type { LabelledCall, LabelledCause } from "./labelled-call.js";

/** Upload times that are refused: 268485216 上传时间非法，请按照 RFC 3339 格式填写. It is 11:00 in China. */
export const TIME_CALLS: readonly LabelledCall[] = [
  at("the query string's blank", "hand-written", "2026-11-20T10:59:30 08:00", "plus_lost"),
  at("a proxy's decoding", "EasyWeChat", "2026-11-20T10:59:30.120 08:00", "plus_lost"),
  at("the database's form", "EasyWeChat", "2026-11-20 10:59:30", "no_T"),
  at("a blank for the T, with an offset", "Python", "2026-11-20 10:59:30.123456+08:00", "no_T"),
  at("seconds", "EasyWeChat", "1795143570", "unix_time"),
  at("milliseconds", "hand-written", "1795143570123", "unix_time"),
  {
    ...at("seconds as a number", "hand-written", "", "unix_time"),
    body: upload("hand-written", {}, { upload_time: 1795143570 }),
    errcode: 47001,
  },
  at("Python's isoformat()", "Python", "2026-11-20T10:59:30.123456", "no_offset"),
  at("Java's LocalDateTime", "Jackson", "2026-11-20T10:59:30", "no_offset"),
  at("a Z in quotes", "Jackson", "2026-11-20T10:59:30.120Z", "local_time_as_Z"),
  at("gmdate's Z on local time", "EasyWeChat", "2026-11-20T10:59:58Z", "local_time_as_Z"),
  at(
    "a clock 4.5 minutes ahead",
    "silenceper",
    "2026-11-20T11:04:30.000184273+08:00",
    "clock_ahead",
  ),
  at("a clock 90 seconds ahead, in UTC", "SKIT", "2026-11-20T03:01:30+00:00", "clock_ahead"),
  {
    ...at("a correction with the upload_time of the first upload", "EasyWeChat", "", "not_newer"),
    steps: [...PAID, uploaded(upload("EasyWeChat"))],
    body: upload("EasyWeChat", {
      parcels: [{ trackingNo: "ZTO000000000012", company: "ZTO", itemDesc: "雨伞*1" }],
    }),
  },
  {
    ...at("an upload from a queue that is late", "silenceper", "", "not_newer"),
    steps: [...PAID, uploaded(upload("silenceper", PICK_UP))],
    body: upload("silenceper", {
      ...PICK_UP,
      parcels: [{ itemDesc: "雨靴*1" }],
      uploadTime: "2026-11-20T10:58:00.000000001+08:00",
    }),
  },
];

function at(
  id: string,
  shape: ClientShape,
  uploadTime: string,
  cause: LabelledCause,
): LabelledCall {
  return {
    id,
    shape,
    steps: PAID,
    operation: "secUploadShippingInfo",
    body: upload(shape, { uploadTime }),
    errcode: 268485216,
    cause,
  };
}
