import { DeleteOutlined, DownloadOutlined } from "@ant-design/icons";
import { BUYER_DATA_OPERATIONS, text } from "@dingdan/contract";
import { App, Button, Flex, Input } from "antd";
import { useRef, useState } from "react";
import { readParts } from "../files/read-parts.js";
import { saveFile } from "../files/save-file.js";
import { count } from "../format/numbers.js";
import { send } from "../http/call.js";
import { AppSelect } from "../parts/app-select.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useLanguage, useSay } from "../preferences/language.js";
import type { Buyer } from "./buyer.js";

const T = {
  openid: text("openid of the buyer", "买家的 openid"),
  export: text("Export", "导出"),
  erase: text("Erase", "删除"),
  received: (kilobytes: string) => text(`${kilobytes} kB received`, `已接收 ${kilobytes} kB`),
  cancel: text("Cancel", "取消"),
  done: text("Exported.", "已导出。"),
};

/** Chooses a buyer, exports their data as a file, or asks for their erasure. */
export function BuyerForm({ onErase }: { readonly onErase: (buyer: Buyer) => void }) {
  const say = useSay();
  const { language } = useLanguage();
  const [appid, setAppid] = useState<string>();
  const [typed, setTyped] = useState("");
  const { save, cancel, bytes, error } = useExport();
  const openid = typed.trim();
  const buyer = appid === undefined || openid === "" ? null : { appid, openid };
  return (
    <Flex vertical gap={8}>
      <Flex gap={8} wrap align="center">
        <AppSelect isRequired value={appid} onChange={setAppid} />
        <Input
          className="mono head-input"
          aria-label={say(T.openid)}
          placeholder={say(T.openid)}
          autoComplete="off"
          spellCheck={false}
          maxLength={128}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        {bytes === null ? (
          <Button
            icon={<DownloadOutlined />}
            disabled={buyer === null}
            onClick={() => buyer && void save(buyer)}
          >
            {say(T.export)}
          </Button>
        ) : (
          <span className="export" aria-live="polite">
            <span className="num quiet">
              {say(T.received(count(Math.ceil(bytes / 1000), language)))}
            </span>
            <Button size="small" onClick={cancel}>
              {say(T.cancel)}
            </Button>
          </span>
        )}
        <Button
          danger
          icon={<DeleteOutlined />}
          disabled={buyer === null}
          onClick={() => buyer && onErase(buyer)}
        >
          {say(T.erase)}
        </Button>
      </Flex>
      <ProblemAlert error={error} />
    </Flex>
  );
}

/** Saves the export of a buyer as a file, when it is complete. */
function useExport() {
  const say = useSay();
  const { message } = App.useApp();
  const [bytes, setBytes] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function save(buyer: Buyer) {
    const controller = new AbortController();
    stop.current = controller;
    setError(null);
    setBytes(0);
    try {
      const { signal } = controller;
      const response = await send(BUYER_DATA_OPERATIONS.exportBuyer, { body: buyer, signal });
      const { parts } = await readParts(response, (received) => setBytes(received.bytes));
      // The name of the file says nothing about the buyer: it stays in lists of downloads.
      saveFile(parts, "buyer.json");
      void message.success(say(T.done));
    } catch (failure) {
      if (!controller.signal.aborted) setError(failure as Error);
    } finally {
      setBytes(null);
    }
  }
  return { save, cancel: () => stop.current?.abort(), bytes, error };
}
