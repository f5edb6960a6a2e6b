import { DeleteOutlined, StarOutlined } from "@ant-design/icons";
import { text } from "@dingdan/contract";
import { Button, Flex, Input, Popover } from "antd";
import { useState } from "react";
import { useSay } from "../preferences/language.js";
import { type ListPreferences, type SavedSearch, SEARCHES_MAX } from "./list-preferences.js";

const T = {
  title: text("Saved filters", "已存筛选"),
  none: text("Set filters, then save them here under a name.", "设置筛选条件后，可在此命名保存。"),
  name: text("Name of the filters", "筛选名称"),
  save: text("Save", "保存"),
  remove: (name: string) => text(`Delete ${name}`, `删除 ${name}`),
  full: text("Delete one to save another.", "请先删除一个再保存。"),
};

/** Searches that this browser keeps: apply, save and delete them. */
export function SavedSearches({
  filters,
  preferences: { searches },
  onApply,
  onChange,
}: {
  /** The filters that are set now. */
  readonly filters: Readonly<Record<string, string>>;
  readonly preferences: ListPreferences;
  readonly onApply: (filters: Readonly<Record<string, string>>) => void;
  readonly onChange: (changes: Partial<ListPreferences>) => void;
}) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const others = (of: string) => searches.filter((search) => search.name !== of);
  const isSet = Object.keys(filters).length > 0;
  const isFull = searches.length >= SEARCHES_MAX && others(name.trim()).length === searches.length;
  const save = () => {
    const saved: SavedSearch = { name: name.trim(), filters };
    onChange({ searches: [...others(saved.name), saved] });
    setName("");
  };
  const panel = (
    <div className="saved-searches">
      {searches.length === 0 && <div className="quiet">{say(T.none)}</div>}
      <ul className="saved-searches-list">
        {searches.map((search) => (
          <li key={search.name}>
            <Button
              type="link"
              className="saved-search"
              onClick={() => {
                onApply(search.filters);
                setOpen(false);
              }}
            >
              {search.name}
            </Button>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={say(T.remove(search.name))}
              onClick={() => onChange({ searches: others(search.name) })}
            />
          </li>
        ))}
      </ul>
      {isSet && (
        <Flex gap={6}>
          <Input
            value={name}
            maxLength={40}
            placeholder={say(T.name)}
            aria-label={say(T.name)}
            onChange={({ target }) => setName(target.value)}
            onPressEnter={() => name.trim() !== "" && !isFull && save()}
          />
          <Button type="primary" disabled={name.trim() === "" || isFull} onClick={save}>
            {say(T.save)}
          </Button>
        </Flex>
      )}
      {isFull && <div className="quiet">{say(T.full)}</div>}
    </div>
  );
  return (
    <Popover
      content={panel}
      trigger="click"
      placement="bottomRight"
      open={isOpen}
      onOpenChange={setOpen}
    >
      <Button icon={<StarOutlined />}>{say(T.title)}</Button>
    </Popover>
  );
}
