/** `openChat` of each locale, `joinGroup` and `linkDevice`: the texts that are needed before the others are there. */
export const launcherNames: Readonly<Record<string, string>> = {
  ar: 'افتح المحادثة', de: 'Chat öffnen', en: 'Open chat', es: 'Abrir el chat', fr: 'Ouvrir le chat', ja: 'チャットを開く',
};

const joinNames: Readonly<Record<string, string>> = {
  ar: 'الانضمام إلى مجموعة', de: 'Einer Gruppe beitreten', en: 'Join a group', es: 'Unirse a un grupo', fr: 'Rejoindre un groupe', ja: 'グループに参加',
};

const linkNames: Readonly<Record<string, string>> = {
  ar: 'ربط هذا الجهاز', de: 'Dieses Gerät verbinden', en: 'Link this device', es: 'Vincular este dispositivo', fr: 'Associer cet appareil', ja: 'この端末を連携',
};

/** What the launcher says on a page that leads somewhere, by what its address ends with before a token. */
export const askedNames: readonly (readonly [string, Readonly<Record<string, string>>])[] = [['#foyer-join=', joinNames], ['#foyer-link=', linkNames]];

/** In the first of the languages that the chat speaks. */
export function launcherName(tags: readonly string[], names = launcherNames): string {
  const languages = tags.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return names[languages.find((language) => Object.hasOwn(names, language)) ?? 'en'] ?? '';
}
