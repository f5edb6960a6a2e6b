import { type ExportFormat, ORDER_OPERATIONS, text } from "@dingdan/contract";
import { App } from "antd";
import { useState } from "react";
import { saveFile } from "../files/save-file.js";
import { send } from "../http/call.js";
import { useSay } from "../preferences/language.js";
import { ExportMenu } from "./export-menu.js";

const T = { export: text("Export", "导出") };

/** Saves an order as a file. */
export function ExportOrder({ id }: { readonly id: string }) {
  const say = useSay();
  const { message } = App.useApp();
  const [isBusy, setBusy] = useState(false);

  async function save(format: ExportFormat) {
    setBusy(true);
    try {
      const options = { path: { id }, query: { format } };
      const response = await send(ORDER_OPERATIONS.exportOrder, options);
      saveFile([await response.blob()], `order.${format}`);
    } catch (error) {
      void message.error((error as Error).message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <ExportMenu label={say(T.export)} isBusy={isBusy} onPick={(format) => void save(format)} />
  );
}
