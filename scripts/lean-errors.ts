/*
 * The sentences of the error table are for people who read logs. What the chat loads does without them: there a code is its own message,
 * unless the server has sent one. Whoever installs the package gets them.
 */

const sentence = /, +message: '[^'\n]*'(?= \},$)/gm;
const fallback = 'errorTable[code].message';

/** Fails where the table is no longer written as it expects, so that nobody wonders why a page loads more. */
export const leanErrors = {
  name: 'lean-errors',
  enforce: 'pre' as const,
  transform(code: string, id: string) {
    if (!id.endsWith('/widget/src/protocol/errors.ts')) return null;
    const lean = code.replace(sentence, '').replace(fallback, 'code');
    if (lean.includes("message: '") || lean.includes(fallback)) throw new Error('The error table is written in another way than lean-errors knows.');
    return { code: lean, map: null };
  },
};
