import { type Text, text } from "@dingdan/contract";

// The platform records the fault of an attempt as an English sentence, which is kept with the attempt.
const FAULTS: readonly (readonly [RegExp, (...parts: readonly string[]) => Text])[] = [
  [/^answered HTTP (\d+)/, (status) => text(`HTTP ${status}`, `HTTP ${status}`)],
  [/^no answer within (\d+) s/, (s) => text(`No answer within ${s} s`, `${s} 秒内无应答`)],
  [/^the answer is not HTTP/, () => text("The answer is not HTTP", "应答不是 HTTP")],
  [
    /^cannot be reached(?: \((\w+)\))?/,
    (code) =>
      code === undefined
        ? text("Cannot be reached", "无法连接")
        : text(`Cannot be reached (${code})`, `无法连接（${code}）`),
  ],
  [
    /^the address (\S+) is .* was not called; to allow it, start with (--\S+ [\d.:a-f/]+)/,
    (address, flag) =>
      text(
        `The address ${address} is not public and was not called. To allow it, start the platform with ${flag}`,
        `地址 ${address} 不是公网地址，未发送。如需允许，请以 ${flag} 启动平台`,
      ),
  ],
];

const ENDS: readonly (readonly [RegExp, (...parts: readonly string[]) => Text])[] = [
  [/^: it wants no further events/, () => text("it wants no further events", "不再接收事件")],
  [/^: it wants no further attempt/, () => text("it wants no further attempt", "要求不再尝试")],
  [
    /^: attempt (\d+), the last one/,
    (n) => text(`attempt ${n}, the last one`, `第 ${n} 次，不再尝试`),
  ],
];

/** The fault of an attempt in the user's language; one that is not known stays as it is. */
export function faultWords(fault: string): Text {
  const [words, rest] = firstOf(FAULTS, fault) ?? [text(fault, fault), ""];
  const end = firstOf(ENDS, rest)?.[0];
  return end === undefined ? words : text(`${words.en}: ${end.en}`, `${words.zh}：${end.zh}`);
}

/** The words of the first pattern that a sentence begins with, and the rest of the sentence. */
function firstOf(patterns: typeof FAULTS, sentence: string): readonly [Text, string] | null {
  for (const [pattern, words] of patterns) {
    const found = pattern.exec(sentence);
    if (found !== null) return [words(...found.slice(1)), sentence.slice(found[0].length)];
  }
  return null;
}
