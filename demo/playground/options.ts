/** How a value reaches the element: as an attribute, as a custom property in its style, or as the property `texts`. */
type Way = 'attribute' | 'style' | 'texts';

export interface Option {
  /** Of the attribute, or of the custom property without `--foyer-`. */
  name: string;
  label: string;
  way: Way;
  input: 'text' | 'choice' | 'colour' | 'pixels' | 'json';
  initial: string;
  values?: readonly string[];
  placeholder?: string;
  /** The element is made anew: it reads this only when it starts. */
  startsAnew?: true;
}

export type Choices = Readonly<Record<string, string>>;

export const groups: readonly { title: string; options: readonly Option[] }[] = [
  { title: 'Server', options: [
    { name: 'server', label: 'Server', way: 'attribute', input: 'text', initial: '', placeholder: 'this server', startsAnew: true },
    { name: 'site', label: 'Site', way: 'attribute', input: 'text', initial: 'demo', startsAnew: true },
  ] },
  { title: 'Place', options: [
    { name: 'mode', label: 'Mode', way: 'attribute', input: 'choice', initial: 'float', values: ['float', 'inline', 'page'], startsAnew: true },
    { name: 'position', label: 'Position', way: 'attribute', input: 'choice', initial: 'end', values: ['end', 'start'] },
  ] },
  { title: 'Look', options: [
    { name: 'scheme', label: 'Scheme', way: 'attribute', input: 'choice', initial: 'auto', values: ['auto', 'light', 'dark'] },
    { name: 'accent', label: 'Accent', way: 'style', input: 'colour', initial: '#2a5bd7' },
    { name: 'radius', label: 'Radius', way: 'style', input: 'pixels', initial: '20px' },
    { name: 'font', label: 'Font', way: 'style', input: 'text', initial: '', placeholder: 'the system’s' },
  ] },
  { title: 'First screen', options: [
    { name: 'start-at', label: 'Start at', way: 'attribute', input: 'choice', initial: 'auto', values: ['auto', 'home', 'chat'], startsAnew: true },
    { name: 'greeting', label: 'Greeting', way: 'attribute', input: 'text', initial: '' },
    { name: 'ask', label: 'Ask for', way: 'attribute', input: 'text', initial: '', placeholder: 'name email', startsAnew: true },
    { name: 'privacy', label: 'Privacy', way: 'attribute', input: 'text', initial: '', placeholder: 'https://…' },
  ] },
  { title: 'Words', options: [
    { name: 'title-count', label: 'Count in the title', way: 'attribute', input: 'choice', initial: 'on', values: ['on', 'off'] },
    { name: 'label', label: 'Label', way: 'attribute', input: 'text', initial: '', placeholder: 'on the launcher' },
    { name: 'locale', label: 'Locale', way: 'attribute', input: 'text', initial: 'auto' },
    { name: 'texts', label: 'Texts', way: 'texts', input: 'json', initial: '', placeholder: '{ "emptyThread": "Ask the workshop." }' },
  ] },
];

export const options: readonly Option[] = groups.flatMap((group) => group.options);
export const initialChoices: Choices = Object.fromEntries(options.map(({ name, initial }) => [name, initial]));

/** What differs from what the element does by itself. */
export const changedOptions = (choices: Choices): [Option, string][] =>
  options.flatMap((option): [Option, string][] => {
    const value = choices[option.name] ?? option.initial;
    return value === option.initial ? [] : [[option, value]];
  });

/** The choices that a link to this page carries. */
export const choicesIn = (search: string): Choices => {
  const given = new URLSearchParams(search);
  return { ...initialChoices, ...Object.fromEntries(options.flatMap(({ name }) => (given.has(name) ? [[name, given.get(name) ?? '']] : []))) };
};

export const searchOf = (choices: Choices): string => {
  const search = new URLSearchParams(changedOptions(choices).map(([{ name }, value]) => [name, value])).toString();
  return search === '' ? location.pathname : `?${search}`;
};

/** `undefined` while it is not a whole JSON object of texts. */
export function textsOf(json: string): Record<string, string> | undefined {
  if (json.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, string> : undefined;
  } catch {
    return undefined;
  }
}

/** Puts the choices on the element; also on one that runs. */
export function apply(chat: HTMLElement, choices: Choices): void {
  for (const option of options) {
    const value = choices[option.name] ?? option.initial;
    if (option.way === 'attribute') chat.setAttribute(option.name, value);
    else if (option.way === 'texts') Object.assign(chat, { texts: textsOf(value) ?? {} });
    else if (value === option.initial) chat.style.removeProperty(`--foyer-${option.name}`);
    else chat.style.setProperty(`--foyer-${option.name}`, value);
  }
}
