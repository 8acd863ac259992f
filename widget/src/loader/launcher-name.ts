/** `openChat` of each locale, and `joinGroup`: the texts that are needed before the others are there. */
export const launcherNames: Readonly<Record<string, string>> = {
  ar: 'افتح المحادثة', de: 'Chat öffnen', en: 'Open chat', es: 'Abrir el chat', fr: 'Ouvrir le chat', ja: 'チャットを開く',
};

export const joinNames: Readonly<Record<string, string>> = {
  ar: 'الانضمام إلى مجموعة', de: 'Einer Gruppe beitreten', en: 'Join a group', es: 'Unirse a un grupo', fr: 'Rejoindre un groupe', ja: 'グループに参加',
};

/** What the address of a page ends with that invites to a group, before the token. */
export const inviteFragment = '#foyer-join=';

/** In the first of the languages that the chat speaks. */
export function launcherName(tags: readonly string[], names = launcherNames): string {
  const languages = tags.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return names[languages.find((language) => Object.hasOwn(names, language)) ?? 'en'] ?? '';
}
