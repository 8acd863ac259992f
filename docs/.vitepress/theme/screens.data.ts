import { basename } from 'node:path';
import { defineLoader } from 'vitepress';

declare const data: string[];
export { data };

/** Names of the screenshots that there are, without their ending. */
export default defineLoader({
  watch: ['../../public/screens/*.png'],
  load: (files: string[]) => files.map((file) => basename(file, '.png')).sort(),
});
