/** `openChat` of each locale: the one text that is needed before the others are there. */
export const launcherNames: Readonly<Record<string, string>> = {
  ar: 'افتح المحادثة', de: 'Chat öffnen', en: 'Open chat', es: 'Abrir el chat', fr: 'Ouvrir le chat', ja: 'チャットを開く',
};

/** In the first of the languages that the chat speaks. */
export function launcherName(tags: readonly string[]): string {
  const languages = tags.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return launcherNames[languages.find((language) => Object.hasOwn(launcherNames, language)) ?? 'en'] ?? '';
}
