/** What the docblocks and the code of the elements say, as `dist/custom-elements.json`: for editors, documentation and other tools. */
const isPublic = ({ name, privacy }) => !name.startsWith('#') && privacy !== 'private' && privacy !== 'protected';

/** Reactive state is an attribute for nobody: `static properties = { isBusy: { state: true } }`. */
const statesOf = (ts, node) => node.members
  .filter((member) => member.name?.getText() === 'properties' && ts.isPropertyDeclaration(member) && ts.isObjectLiteralExpression(member.initializer))
  .flatMap(({ initializer }) => initializer.properties)
  .filter(({ initializer }) => initializer && /\bstate:\s*true\b/.test(initializer.getText()))
  .map(({ name }) => name.getText());

const statesByClass = new Map();

const publicFaceOnly = () => ({
  name: 'public-face-only',
  moduleLinkPhase({ moduleDoc }) {
    for (const declaration of moduleDoc.declarations ?? []) {
      if (!declaration.customElement) continue;
      const states = statesByClass.get(declaration.name) ?? [];
      const isShown = ({ name, fieldName = name }) => !states.includes(fieldName);
      declaration.members = declaration.members?.filter((member) => isPublic(member) && isShown(member));
      declaration.attributes = declaration.attributes?.filter(isShown).map((attribute) => ({ ...attribute, name: attribute.name.toLowerCase() }));
      // Those that are named by a variable are described in a docblock.
      declaration.events = declaration.events?.filter(({ name }) => name.startsWith('foyer-'));
    }
  },
  analyzePhase({ ts, node }) {
    if (ts.isClassDeclaration(node)) statesByClass.set(node.name?.getText(), statesOf(ts, node));
  },
  packageLinkPhase({ customElementsManifest }) {
    customElementsManifest.modules = customElementsManifest.modules.filter(({ declarations }) => declarations?.some(({ customElement }) => customElement));
    // The published files are those that the build makes of the sources.
    const built = JSON.stringify(customElementsManifest).replaceAll(/"\/?src\/([\w./-]+)\.ts"/g, '"dist/$1.js"');
    Object.assign(customElementsManifest, JSON.parse(built));
  },
});

export default { globs: ['src/ui/**/*.ts'], exclude: ['**/*.test.ts'], outdir: 'dist', litelement: true, packagejson: false, plugins: [publicFaceOnly()] };
