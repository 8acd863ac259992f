import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const widgetFolder = here('../../../widget/');
export const binFolder = here('../../../node_modules/.bin/');
export const referenceFolder = here('../../reference/');
/** For what is made on the way; under the folder that VitePress uses for the same. */
export const cacheFolder = here('../cache/');
