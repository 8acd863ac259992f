import { join } from 'node:path';
import { Application, Comment, Converter, ReflectionKind, type Context, type DeclarationReflection, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { referenceFolder, widgetFolder } from './places.ts';

/** One page of types for the headless client, one for the protocol. */
export async function writeTypes(): Promise<void> {
  await writePage('client', 'Client types', 'src/client/index.ts');
  await writePage('protocol', 'Protocol types', 'src/protocol/index.ts');
}

async function writePage(folder: string, title: string, entry: string): Promise<void> {
  const options: Partial<TypeDocOptions & PluginOptions> = {
    name: title,
    out: join(referenceFolder, folder),
    entryPoints: [join(widgetFolder, entry)],
    tsconfig: join(widgetFolder, 'tsconfig.json'),
    plugin: ['typedoc-plugin-markdown'],
    readme: 'none',
    disableSources: true,
    excludeExternals: true,
    excludeInternal: true,
    // Types that come from schemas carry the schemas' comments more than once.
    logLevel: 'Error',
    sort: ['source-order'],
    outputFileStrategy: 'modules',
    entryFileName: 'index',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    expandObjects: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    propertyMembersFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
  };
  const app = await Application.bootstrapWithPlugins(options);
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, showWhatSchemasInfer);
  const project = await app.convert();
  if (!project) throw new Error(`The types of ${entry} could not be read.`);
  await app.generateOutputs(project);
}

/**
 * `type Message = v.InferOutput<typeof messageSchema>` says nothing to a reader: TypeDoc shall write the type that comes out
 * (not for generic ones, which it would write as themselves).
 * The schemas themselves, whose types are what Valibot needs, are left out; each type has one of its name.
 */
function showWhatSchemasInfer(context: Context, reflection: DeclarationReflection): void {
  const [declaration] = context.getSymbolFromReflection(reflection)?.declarations ?? [];
  if (declaration === undefined) return;
  if (reflection.kindOf(ReflectionKind.TypeAlias) && /^export type \w+ = .*(v\.InferOutput<|keyof typeof)/s.test(declaration.getText())) {
    (reflection.comment ??= new Comment()).modifierTags.add('@useDeclaredType');
  }
  if (reflection.kindOf(ReflectionKind.Variable) && / = (v\.|\{\n.*v\.\w+Object\()/s.test(declaration.getText())) {
    (reflection.comment ??= new Comment()).modifierTags.add('@hidden');
  }
}
