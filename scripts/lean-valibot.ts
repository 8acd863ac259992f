/*
 * Beside how it reads, a schema of valibot says what function made it, that it does not wait, and how libraries that take any schema may call it
 * (Standard Schema). On a page nobody asks for these, nor, where a value is refused, for where in the whole it stood, and for another word of what it
 * was than the value itself.
 */
const unasked: readonly RegExp[] = [
  /^\t\treference: \w+(\$\d)?,\n/gm,
  /^\t\tasync: false,\n/gm,
  /(?<=\b_addIssue\(this, .*, config\$\d), \{ received: .* \}(?=\);$)/gm,
  /^\t+const pathItem = \{\n(?:\t+.*\n)*?\t+\};\n/gm,
  /^\t+(?:if \(issue\.path\) issue\.path\.(?:unshift|push)\(pathItem\);\n\t+else )?issue\.path = \[pathItem\];\n/gm,
  /,\n\t+path: \[\{\n(?:\t+.*\n)*?\t+\}\]/gm,
  /(?<=^function _standardSchema\(schema\) \{\n)[\s\S]*?(?=^\treturn schema;\n\}\n)/m,
];

export const leanValibot = {
  name: 'lean-valibot',
  transform: (source: string, id: string): string | undefined => {
    if (!id.endsWith('/valibot/dist/index.mjs')) return undefined;
    return unasked.reduce((rest, part) => {
      const shorter = rest.replace(part, '');
      if (shorter === rest) throw new Error(`${id} is not written as it was (${part.source}): look anew what can be left out.`);
      return shorter;
    }, source);
  },
};
