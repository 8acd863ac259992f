import type { SeedPerson } from './seed-data.ts';

const firefox = 'Firefox on Windows';
const chrome = 'Chrome on Windows';
const android = 'Chrome on Android';
const iphone = 'Safari on iPhone';
const mac = 'Safari on macOS';

/** The people of Harbour Lamps: two who build lamps, and those who ask about them. All of them are invented. */
export const people: Record<string, SeedPerson> = {
  mara: { name: 'Mara Lindqvist', kind: 'colleague', email: 'mara@harbour-lamps.example', firstSeenDaysAgo: 400, lastSeenMinutesAgo: 95 },
  jonas: { name: 'Jonas Weber', kind: 'colleague', email: 'jonas@harbour-lamps.example', firstSeenDaysAgo: 210, lastSeenMinutesAgo: 1_300 },

  maya: { name: 'Maya Okafor', kind: 'customer', email: 'maya.okafor@mail.example', devices: [iphone, mac], firstSeenDaysAgo: 61, lastSeenMinutesAgo: 12, language: 'en-GB', pages: ['/#lamps', '/'], context: { orders: 3, lastOrder: 'HL-20511', newsletter: true } },
  yuki: { name: '田中 由紀', kind: 'customer', email: 'yuki.tanaka@mail.example', devices: [mac], firstSeenDaysAgo: 9, lastSeenMinutesAgo: 340, language: 'ja', pages: ['/#workshop', '/#lamps', '/'], context: { orders: 1, lastOrder: 'HL-20655' } },
  layla: { name: 'ليلى حداد', kind: 'customer', email: 'layla.haddad@mail.example', devices: [android], firstSeenDaysAgo: 3, lastSeenMinutesAgo: 48, language: 'ar', pages: ['/#lamps'], context: { orders: 1, lastOrder: 'HL-20418' } },
  sam: { name: 'Sam Whitcombe', kind: 'customer', email: 'sam@tideline-books.example', devices: [chrome, android], firstSeenDaysAgo: 130, lastSeenMinutesAgo: 210, language: 'en-GB', pages: ['/'], context: { company: 'Tideline Books', orders: 2, lastOrder: 'FTRR-2026-11' } },
  chiara: { name: 'Chiara Rossi', kind: 'customer', email: 'chiara.rossi@mail.example', devices: [iphone], firstSeenDaysAgo: 33, lastSeenMinutesAgo: 1_500, language: 'it', pages: ['/#lamps', '/'], context: { orders: 1 } },
  lukas: { name: 'Lukas Brandt', kind: 'customer', email: 'l.brandt@mail.example', devices: [firefox], firstSeenDaysAgo: 12, lastSeenMinutesAgo: 8_900, language: 'de-AT', pages: ['/#workshop'] },
  pierre: { name: 'Pierre Lambert', kind: 'visitor', email: 'p.lambert@mail.example', devices: [firefox], firstSeenDaysAgo: 6, lastSeenMinutesAgo: 7_700 },
  ines: { name: 'Inés Duarte', kind: 'visitor', devices: [android], firstSeenDaysAgo: 10, lastSeenMinutesAgo: 13_000 },
  joao: { name: 'João Pereira', kind: 'visitor', email: 'joao@mail.example', devices: [chrome], firstSeenDaysAgo: 1, lastSeenMinutesAgo: 8, language: 'pt-PT', pages: ['/#lamps'] },
  noor: { name: 'Noor van Dijk', kind: 'customer', email: 'noor@mail.example', devices: [mac], firstSeenDaysAgo: 13, lastSeenMinutesAgo: 17_200 },
  seun: { name: 'Seun Adeyemi', kind: 'visitor', devices: [android], firstSeenDaysAgo: 2, lastSeenMinutesAgo: 1_950 },
  first: { name: 'Visitor 7Q2F', kind: 'visitor', devices: [chrome], firstSeenDaysAgo: 0.01, lastSeenMinutesAgo: 3, language: 'en-US', pages: ['/#workshop', '/'] },
  second: { name: 'Visitor K4TD', kind: 'visitor', devices: [iphone], firstSeenDaysAgo: 4, lastSeenMinutesAgo: 5_700 },
};

/** What the team writes so often that it has a word for it. */
export const replies: Record<string, string> = {
  hours: 'The workshop is open from Tuesday to Saturday, 9 to 17 h.',
  shipping: 'Within the EU we ship in three to five days, elsewhere in eight to ten. Over € 100 it costs nothing.',
  repair: 'Send us a picture of the part and the year on the brass plate, and we tell you at once whether you can do it yourself.',
  danke: 'Gern geschehen! Wenn noch etwas ist, sind wir hier.',
};
