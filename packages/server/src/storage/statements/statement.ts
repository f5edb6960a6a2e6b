import { type Compilable, type Expression, expressionBuilder } from "kysely";
import type { Row, SqlValue } from "../rows/row.js";
import type { Dialect } from "./dialect.js";

/**
 * The value of a parameter; a list of values for {@link Dialect.isIn}, and of rows for
 * {@link Dialect.rows}.
 */
export type Parameter = SqlValue | readonly SqlValue[] | readonly Row[];

/** The parameters of a statement, as its builder uses them: an optional one may be undefined. */
export type Given<P> = {
  readonly [Name in keyof P]: Expression<Exclude<P[Name], undefined>>;
};

/** A statement's text on one engine, and its values in the order of the text. */
export interface BoundStatement {
  readonly text: string;
  readonly values: readonly Parameter[];
}

/** One SQL statement, with a text for each engine. Each row becomes a `Result`. */
export interface Statement<Parameters extends object, Result> {
  /** @throws TypeError when a parameter that is not optional is undefined */
  bind(dialect: Dialect, parameters: Parameters): BoundStatement;
  /** Makes the result of a row that the statement selects or returns. */
  read(row: unknown): Result;
}

/** Every text that a statement has on an engine: one for each choice of its optional parameters. */
export type TextsOf = (dialect: Dialect) => string[];

const textsOfAll: TextsOf[] = [];

/** The texts of every statement in the modules that are loaded. A test prepares them all. */
export const definedTexts = (dialect: Dialect): string[] =>
  textsOfAll.flatMap((textsOf) => textsOf(dialect));

type OptionalName<P> = {
  [Name in keyof P]-?: undefined extends P[Name] ? Name & string : never;
}[keyof P];

/**
 * Defines a statement. Its text is compiled at its first use and kept, so `build` must not depend on
 * anything but its arguments. Define statements as constants of a module.
 * @param read makes the result of a row; the row itself by default
 * @param optional the parameters that may be undefined
 */
export function statement<P extends object, Selected, Result = Selected>(
  build: (dialect: Dialect, given: Given<P>) => Compilable<Selected>,
  read: (row: Selected) => Result = (row) => row as unknown as Result,
  ...[optional = []]: [OptionalName<P>] extends [never] ? [] : [readonly OptionalName<P>[]]
): Statement<P, Result> {
  const compiled = new Map<Dialect, Map<string, Compiled>>();

  const compile = (dialect: Dialect, absent: readonly string[]): Compiled => {
    const variants = compiled.get(dialect) ?? new Map<string, Compiled>();
    compiled.set(dialect, variants);
    const known = variants.get(absent.join());
    if (known !== undefined) return known;
    const { sql, parameters } = build(dialect, placeholders<P>(absent)).compile();
    const made = { text: sql, parts: parameters };
    variants.set(absent.join(), made);
    return made;
  };

  textsOfAll.push((dialect) => subsetsOf(optional).map((absent) => compile(dialect, absent).text));
  return {
    bind(dialect, parameters) {
      const given = parameters as Readonly<Record<string, Parameter | undefined>>;
      const absent = optional.filter((name) => given[name] === undefined);
      const { text, parts } = compile(dialect, absent);
      return { text, values: parts.map((part) => valueOf(part, given, text)) };
    },
    read: (row) => read(row as Selected),
  };
}

interface Compiled {
  readonly text: string;
  /** The values, with a {@link Placeholder} for each parameter. */
  readonly parts: readonly unknown[];
}

/** Replaces a parameter's value while a text is compiled. */
class Placeholder {
  constructor(readonly name: string) {}
}

/** Returns a placeholder for every name, but undefined for the absent ones. */
function placeholders<P>(absent: readonly string[]): Given<P> {
  const { val } = expressionBuilder();
  const get = (_: object, name: string | symbol) =>
    absent.includes(name as string) ? undefined : val(new Placeholder(name as string));
  return new Proxy({}, { get }) as Given<P>;
}

function valueOf(
  part: unknown,
  given: Readonly<Record<string, Parameter | undefined>>,
  text: string,
): Parameter {
  if (!(part instanceof Placeholder)) return part as Parameter;
  const value = given[part.name];
  if (value === undefined) throw new TypeError(`the parameter ${part.name} is undefined: ${text}`);
  return value;
}

const subsetsOf = (names: readonly string[]): string[][] =>
  names.reduce<string[][]>((sets, name) => sets.flatMap((set) => [set, [...set, name]]), [[]]);
