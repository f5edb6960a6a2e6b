/** Horizontal bars with their numbers: a histogram or a ranking. */
export function Bars({
  rows,
  label,
}: {
  readonly rows: readonly {
    readonly key: string;
    readonly name: React.ReactNode;
    readonly value: number;
    readonly shown: string;
    readonly colour: string;
  }[];
  readonly label: string;
}) {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <ul className="bars" aria-label={label}>
      {rows.map(({ key, name, value, shown, colour }) => (
        <li key={key}>
          <span className="bar-name">{name}</span>
          <svg className="bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 10">
            <rect
              width={Math.max(value === 0 ? 0 : 1, (value / most) * 100)}
              height="10"
              fill={colour}
            />
          </svg>
          <span className="num bar-value">{shown}</span>
        </li>
      ))}
    </ul>
  );
}
