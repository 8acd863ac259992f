import { readingRoom } from './reading-room.ts';
import type { SeedConversation } from './seed-data.ts';

const day = 24 * 60;

/** Two weeks at the workshop's desk, and what its customers say to each other. */
export const conversations: SeedConversation[] = [
  readingRoom,
  {
    kind: 'support', people: ['maya'], startedMinutesAgo: 2 * day + 40, unread: 2, assignee: 'mara',
    notes: [['mara', 2_850, 'Old joint, made before the change in spring. If it comes back: replace for free.']],
    lines: [
      ['maya', 0, 'Hi! My Pier lamp has started to flicker. It is about a year old.'],
      ['maya', 1, 'Only when I touch the arm, never when I leave it alone.'],
      ['mara', 6, 'Hello Maya, that sounds like the joint and not the bulb. Does it also flicker when you turn the shade?'],
      ['maya', 3, 'No, the shade is fine'],
      ['mara', 4, 'Then it is the lower contact. Five minutes with a screwdriver, or you send it in and we do it. The drawing is here: https://harbour-lamps.example/parts/pier#lower-joint',
        { reactions: { '👍': ['maya'] } }],
      ['maya', 12, 'I would like to try it myself. Which size of key do I need?'],
      ['mara', 2, 'A 2 mm hex key.', { edited: 'A 2.5 mm hex key. (I wrote 2 first: that was the old model.)' }],
      ['maya', 2_700, 'Done, and it has been steady since yesterday 🎉', { reactions: { '🎉': ['mara', 'jonas'] } }],
      ['maya', 20, 'One more thing: can I get the shade in dark green?'],
      ['maya', 1, 'https://harbour-lamps.example/colours?model=pier&finish=matt&shade=bottle-green&size=32cm&ref=newsletter-november'],
    ],
  },
  {
    kind: 'support', people: ['first'], startedMinutesAgo: 4, unread: 1,
    lines: [['first', 0, 'Is the workshop open on Saturday?']],
  },
  {
    kind: 'support', people: ['layla'], startedMinutesAgo: 3 * 60, unread: 3,
    notes: [['mara', 150, 'Two Buoys in one parcel to Amman: the carrier takes it up to 12 kg. @Jonas can you weigh?']],
    lines: [
      ['layla', 0, 'مرحبا، هل تشحنون إلى عمّان؟'],
      ['mara', 9, 'مرحبا ليلى! نعم، نشحن إلى الأردن، ويستغرق ذلك نحو ثمانية أيام.'],
      ['layla', 4, 'ممتاز 🙏 وكم تبلغ تكلفة شحن مصباح Buoy؟'],
      ['mara', 5, 'الشحن ٣٢ يورو، والمصباح ٢١٠ يورو.', { reactions: { '❤️': ['layla'] } }],
      ['layla', 100, 'شكراً. أريد مصباحين إذا أمكن.'],
      ['layla', 2, 'واحد من النحاس والآخر باللون الأسود'],
      ['layla', 1, 'هل يمكن أن يصلا معاً قبل 20 كانون الأول؟ رقم طلبي السابق HL-20418.'],
    ],
  },
  {
    kind: 'support', people: ['yuki'], startedMinutesAgo: 8 * day,
    lines: [
      ['yuki', 0, 'はじめまして。Moleのフロアランプを日本で使うことはできますか。電圧は100Vです。'],
      ['jonas', 35, 'こんにちは、田中さん。はい、100Vでお使いいただけます。プラグだけ日本用に替えてお送りします。'],
      ['yuki', 6, 'ありがとうございます。高さは調整できますか？'],
      ['jonas', 8, '128 cm から 164 cm まで、五段階で調整できます。', { reactions: { '🙏': ['yuki'] } }],
      ['yuki', 2 * day, '注文しました。届くのを楽しみにしています 😊'],
      ['mara', 50, 'ご注文ありがとうございます。番号は HL-20655、発送は木曜日の予定です。'],
      ['yuki', 5 * day - 200, '無事に届きました。とても美しいです。'],
      ['mara', 30, 'よかったです！何かありましたら、いつでもどうぞ。', { reactions: { '💡': ['yuki'] } }],
    ],
  },
  {
    kind: 'support', people: ['joao'], startedMinutesAgo: 160, unread: 1,
    lines: [
      ['joao', 0, 'Boa tarde! O candeeiro Buoy também existe em preto?'],
      ['mara', 11, 'Boa tarde, João. Por encomenda, sim: demora três semanas e custa o mesmo.'],
      ['joao', 140, 'Perfeito. Como faço a encomenda?'],
    ],
  },
  {
    kind: 'support', people: ['seun'], startedMinutesAgo: 2 * day - 900,
    lines: [
      ['seun', 0, '👋'],
      ['seun', 1, 'my card number is 4000 1234', { deleted: true }],
      ['seun', 1, 'Sorry, wrong window 😅'],
      ['jonas', 3, 'No harm done: deleted is deleted here. What can we do for you?'],
      ['seun', 4, 'Do you do gift wrapping?'],
      ['jonas', 2, 'We do, in plain brown paper with a ribbon. Free for orders over € 100.'],
      ['seun', 1, '🎁🎁🎁'],
    ],
  },
  {
    kind: 'support', people: ['chiara'], startedMinutesAgo: 4 * day, assignee: 'jonas',
    lines: [
      ['chiara', 0, 'Buongiorno! Ho ricevuto la Buoy ma manca la chiave per montarla.'],
      ['mara', 22, 'Buongiorno Chiara, mi dispiace! Gliela spedisco oggi stesso.'],
      ['chiara', 3, 'Grazie mille'],
      ['mara', 2 * day, 'È arrivata?', { replyTo: 3 }],
      ['chiara', 600, 'Sì, stamattina. La lampada è bellissima ✨', { reactions: { '😍': ['mara'] } }],
    ],
  },
  {
    kind: 'support', people: ['pierre'], startedMinutesAgo: 6 * day, isResolved: true,
    lines: [
      ['pierre', 0, 'Bonjour, quelle ampoule faut-il pour la Pier ?'],
      ['jonas', 15, 'Bonjour Pierre ! Une E14 de 40 W au plus, ou une LED de 5 W.'],
      ['pierre', 4, 'Et elle est fournie ?'],
      ['jonas', 2, 'Oui, une LED 2 700 K est dans la boîte.'],
      ['pierre', 900, 'Merci beaucoup, bonne journée.'],
    ],
  },
  {
    kind: 'support', people: ['lukas'], startedMinutesAgo: 8 * day, isResolved: true,
    lines: [
      ['lukas', 0, 'Guten Tag, ich suche ein Ersatzteil. Auf der Rechnung heißt es Stehlampenschirmhalterungsgewindestangensicherungsmutternschlüsselset.'],
      ['jonas', 18, 'Guten Tag Herr Brandt, da hat jemand bei uns einen guten Tag gehabt. Gemeint ist der kleine Schlüssel für die Mutter am Schirm.'],
      ['lukas', 3, 'Genau der! 😄'],
      ['jonas', 5, 'Liegt im Umschlag und geht morgen früh zur Post, kostenlos.', { reactions: { '🙏': ['lukas'] } }],
      ['lukas', 2 * day - 300, 'Angekommen, passt. Vielen Dank!'],
    ],
  },
  {
    kind: 'support', people: ['ines'], startedMinutesAgo: 10 * day, isResolved: true,
    lines: [
      ['ines', 0, '¿Tienen tienda en Valencia?'],
      ['mara', 40, 'Hola Inés, todavía no: solo el taller, y enviamos a toda España en cuatro días.'],
      ['ines', 1_300, 'Vale, gracias. Lo pido por la web.'],
    ],
  },
  {
    kind: 'support', people: ['noor'], startedMinutesAgo: 13 * day, isResolved: true,
    lines: [
      ['noor', 0, 'Hoi, kan ik mijn bestelling HL-20377 nog wijzigen? Ik had messing willen nemen in plaats van leisteen.'],
      ['jonas', 12, 'Hoi Noor, dat kan nog net. Zal ik er messing van maken?'],
      ['noor', 1, 'Ja graag!'],
      ['jonas', 2, 'Staat genoteerd, zelfde leverdatum.'],
      ['noor', 1_440, 'Top, bedankt 🙌'],
    ],
  },
  {
    kind: 'support', people: ['second'], startedMinutesAgo: 4 * day - 20, isResolved: true,
    lines: [
      ['second', 0, 'hello'],
      ['mara', 2, 'Hello! How can we help?'],
      ['second', 3, 'all good, found it in the FAQ'],
    ],
  },
  {
    kind: 'direct', people: ['maya', 'sam'], startedMinutesAgo: 5 * day, unread: 1, unreadBy: ['maya'],
    lines: [
      ['maya', 0, 'Hi Sam, you wrote in the lamp circle that you have the Mole at home. Is it bright enough to read by?'],
      ['sam', 45, 'Hi! Yes, at the second step it is. At the top step it lights the ceiling more than the page.'],
      ['maya', 8, 'That is exactly what I wanted to know, thank you'],
      ['sam', 2 * day, 'I took a few measurements for you: 410 lux on the page at 60 cm.', { edited: 'I took a few measurements for you: 430 lux on the page at 60 cm.', reactions: { '🤓': ['maya'] } }],
      ['maya', 300, 'You are a treasure. Ordered 🧡'],
      ['sam', 1_000, 'Tell me how you like it!'],
    ],
  },
  {
    kind: 'group', people: ['chiara', 'maya', 'sam', 'yuki'], title: 'Lamp circle', startedMinutesAgo: 9 * day, unread: 2, unreadBy: ['maya', 'yuki'],
    lines: [
      ['chiara', 0, 'Welcome, everybody! I thought those of us with a lamp from the harbour could swap spare shades here.'],
      ['sam', 30, 'Great idea. I have a spare 32 cm linen shade, slightly sun-bleached.'],
      ['maya', 50, 'I would take it! Does it fit the Pier?'],
      ['sam', 6, 'It does, the ring is the same.', { replyTo: 3, reactions: { '👍': ['maya', 'chiara'] } }],
      ['yuki', 2 * day, 'こんにちは、よろしくお願いします。Hello from Kanazawa 🏯', { reactions: { '👋': ['chiara', 'maya', 'sam'] } }],
      ['chiara', 90, 'Benvenuta! 🎉'],
      ['maya', 4 * day, 'Has anybody oiled the ash yet? Mine is getting pale.'],
      ['sam', 200, 'Once a year, with hard wax oil. One thin coat, wait a day, polish.'],
      ['chiara', 700, 'Same here. And keep it off the brass.'],
    ],
  },
];
