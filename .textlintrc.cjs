/*
 * The terminology check, `npm run lint:terms`: words that this project does not use, each with what
 * to write instead. It reads prose, comments, strings and identifiers.
 *
 * Exempt a word that is someone else's (a quoted text of WeChat's, a name) on its own line:
 * - in a source file, end the line with a comment that says "terms: allow",
 * - in Markdown, put the text between <!-- textlint-disable terminology --> and
 *   <!-- textlint-enable terminology -->,
 * - or add the file to .textlintignore.
 *
 * The check does not see
 * - in Markdown: code blocks, code in backticks, HTML, alternative texts of images, titles of links;
 * - in sources: a phrase that a line break divides, and a word in the middle of a camelCase name
 *   (it sees `tellMerchant` but not `mustTell`);
 * - JSON, SVG, files without an extension such as .ci/run, names of files, commit messages. It reads
 *   the sources of docs/openapi.json in packages/contract, and docs/errors*.md itself.
 *
 * Do not run textlint with --fix: it would write the list of alternatives into the text.
 */

/** Matches a word or a phrase, whatever its case and whatever quotes or brackets surround it. */
const phrase = (pattern) => `${prefix(pattern)}(?![a-z])`;

/** Matches the beginning of a name as well: `tellMerchant`. */
const prefix = (pattern) => `(?<![a-z])(?:${pattern})(?!.*terms: allow)`;

const stand = "st(?:ands?|anding|ood)";

/** Pattern, then what the message says to use instead. A pattern must match the bare word, too. */
const terms = [
  [prefix("told"), "reported, returned, shown, said or distinguished"],
  [prefix("tell(?!er|tale|ur)(?:s|ing)?"), "report, return, show, say, notify or distinguish"],
  [phrase("who(?:so)?ever"), "anyone who, a client that, the operator who"],
  [prefix("(?:no|some|any)body"), "the subject: no client, no process, a user"],
  [phrase(`${stand} in`), "is in, replaces or represents"],
  [phrase(`${stand} for`), "represents or means"],
  [phrase(`${stand} at`), "is at"],
  [phrase(`${stand} there`), "exists"],
  [phrase(`${stand} still`), "is frozen or stops"],
  [phrase("(?:go|goes|going|went|gone) on"), "continue, resume or keep running"],
  [phrase("held against"), "compared with"],
  [prefix("anew|afresh"), "again or from scratch"],
  [prefix("mend(?!ac|el|ic)(?:s|ed|ing)?"), "fix, repair or correct"],
  [phrase("of the floor"), "relative to bare node:http"],
  [phrase("so many"), "this many, that many, the number or N"],
  [phrase("befall(?:s|en|ing)?|befell"), "happen to"],
  [phrase("(?<!may |can |to |not )be it"), "whether it is"],
  [phrase("whereby"), "by which"],
  [phrase("thereby"), "by this"],
  [phrase("thereof"), "of it"],
  [phrase("hence(?:forth)?"), "so, therefore or from now on"],
  [phrase("lest"), "so that … not"],
  [phrase("ere"), "before"],
  [phrase("[wt]hence"), "from where or from there"],
  [phrase("likewise"), "also or in the same way"],
  [phrase("as it were"), "plain words"],
  [phrase("for ?ever"), "permanently or without limit"],
  [phrase("for good(?! reason| measure)"), "permanently"],
  [phrase("without a word"), "silently or without an error"],
  [phrase("in the place of"), "instead of"],
  [phrase("none ?the ?less"), "still or but"],
  [phrase("under way"), "in progress"],
  [phrase("(?:is|are) over(?! (?:\\d|the |its ))"), "has expired or has ended"],
  [phrase("put(?:s|ting)? down"), "record"],
];

module.exports = {
  plugins: {
    "@textlint/text": {
      extensions: "ts tsx cts js mjs cjs sql css html prisma c"
        .split(" ")
        .map((name) => `.${name}`),
    },
  },
  filters: { comments: true },
  rules: { terminology: { defaultTerms: false, skip: [], terms } },
};
