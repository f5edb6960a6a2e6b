import type { Text } from "@dingdan/contract";
import type { ReactNode } from "react";
import { useSay } from "../preferences/language.js";

/** Names and values in two columns. */
export function Facts({
  facts,
}: {
  readonly facts: readonly {
    readonly name: Text;
    readonly value: ReactNode;
    /** Needed if a name occurs more than once. */
    readonly key?: string;
  }[];
}) {
  const say = useSay();
  return (
    <dl className="facts">
      {facts.map(({ name, value, key = name.en }) => (
        <div key={key}>
          <dt className="quiet">{say(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
