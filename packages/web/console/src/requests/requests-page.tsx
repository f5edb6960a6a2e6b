import { REQUEST_OPERATIONS, text } from "@dingdan/contract";
import { Button, Flex, Input } from "antd";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useSearchState } from "../http/search-state.js";
import { usePages } from "../http/use-pages.js";
import { AppSelect } from "../parts/app-select.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { useSay } from "../preferences/language.js";
import { RequestTable } from "./request-table.js";

const T = {
  title: text("Requests", "请求日志"),
  about: text(
    "Every API call and the reason for its reply; secrets, tokens and contacts are masked.",
    "全部接口调用及应答原因；密钥、令牌与联系方式均已脱敏。",
  ),
  rid: text("Go to the call with this rid", "输入 rid 直达"),
  errcode: text("errcode", "errcode"),
  clear: text("Clear filters", "清除筛选"),
  none: text("No call matches the filters.", "没有符合条件的调用。"),
  noneYet: text("No calls yet.", "暂无调用。"),
  tryIt: text("Make the first one on the page Try it", "前往接口调试，发起第一次调用"),
};

const FILTERS = ["appid", "errcode"] as const;

/** The page of the request log. */
export default function RequestsPage() {
  const say = useSay();
  const [, go] = useLocation();
  const [filters, setFilters] = useSearchState(FILTERS);
  const [errcode, setErrcode] = useState(filters.errcode ?? "");
  const pages = usePages(
    REQUEST_OPERATIONS.listRequests,
    { ...filters, limit: 30 },
    { everyMs: 5_000 },
  );
  const isFiltered = FILTERS.some((name) => filters[name] !== undefined);
  return (
    <Page title={say(T.title)} about={say(T.about)}>
      <Flex gap={8} wrap align="center" role="search">
        <Input.Search
          placeholder={say(T.rid)}
          aria-label={say(T.rid)}
          className="search"
          spellCheck={false}
          onSearch={(rid) => {
            if (rid.trim() !== "") go(`/requests/${encodeURIComponent(rid.trim())}`);
          }}
        />
        <Input.Search
          placeholder={say(T.errcode)}
          aria-label={say(T.errcode)}
          className="filter"
          inputMode="numeric"
          allowClear
          value={errcode}
          onChange={({ target }) => setErrcode(target.value.replace(/[^-\d]/g, ""))}
          onSearch={(value) => setFilters({ errcode: value })}
        />
        <AppSelect value={filters.appid} onChange={(appid) => setFilters({ appid })} />
        {isFiltered && (
          <Button
            type="link"
            onClick={() => {
              setErrcode("");
              setFilters({ appid: undefined, errcode: undefined });
            }}
          >
            {say(T.clear)}
          </Button>
        )}
      </Flex>
      <RequestTable
        pages={pages}
        label={say(T.title)}
        empty={
          isFiltered ? (
            <Nothing what={say(T.none)} />
          ) : (
            <Nothing what={say(T.noneYet)} next={<Link href="/try">{say(T.tryIt)}</Link>} />
          )
        }
      />
    </Page>
  );
}
