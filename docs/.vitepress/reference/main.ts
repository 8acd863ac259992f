/** Writes the pages under `docs/reference` from the docblocks of the widget. They are not kept in git. */
import { writeElements } from './elements.ts';
import { writeTypes } from './types.ts';

writeElements();
await writeTypes();
