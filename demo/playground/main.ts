import { FoyerPlayground } from './playground.ts';

customElements.define('foyer-playground', FoyerPlayground);
