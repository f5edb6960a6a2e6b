import type { Text } from "@dingdan/contract";
import type { ReactNode } from "react";
import { useSay } from "../preferences/language.js";

/** What is known of one thing: names and values, in two columns. */
export function Facts({
  facts,
}: {
  readonly facts: readonly { readonly name: Text; readonly value: ReactNode }[];
}) {
  const say = useSay();
  return (
    <dl className="facts">
      {facts.map(({ name, value }) => (
        <div key={name.en}>
          <dt className="quiet">{say(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
