import { register } from './ui/elements.ts';

register();
