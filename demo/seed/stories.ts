/** What the people of the demo shop say, once per language that pictures are made in. */
export interface Stories {
  team: string;
  visitor: readonly string[];
  answers: readonly string[];
  last: string;
  queued: string;
  neighbours: readonly string[];
  group: { title: string; lines: readonly string[] };
  direct: string;
}

export const stories: Record<'en' | 'ar', Stories> = {
  en: {
    team: 'Ana Kovač',
    visitor: ['Hello, the shade of my Pier lamp has a crack.', 'Can I get just the shade?'],
    answers: ['Hi! Yes, every part comes on its own.', 'Is it the ash or the brass one?'],
    last: 'Ash. Two years old.',
    queued: 'I can send a picture this evening',
    neighbours: ['Mei Okafor', 'Tomás Ríos'],
    group: { title: 'Saturday workshop', lines: ['I bring two brass feet to polish.', 'Great, I have the wax. See you at ten by the water?'] },
    direct: 'Did yours come with the long cable too?',
  },
  ar: {
    team: 'ليلى حداد',
    visitor: ['مرحبًا، في غطاء مصباح Pier شرخ صغير.', 'هل يمكنني شراء الغطاء وحده؟'],
    answers: ['أهلًا! نعم، كل قطعة تُباع وحدها.', 'هل هو من خشب الدردار أم من النحاس؟'],
    last: 'من الدردار، وعمره سنتان.',
    queued: 'أستطيع إرسال صورة هذا المساء',
    neighbours: ['نور العلي', 'سامي خوري'],
    group: { title: 'ورشة السبت', lines: ['سأحضر قاعدتين من النحاس للتلميع.', 'ممتاز، معي الشمع. نلتقي عند العاشرة؟'] },
    direct: 'هل جاء مصباحك مع السلك الطويل أيضًا؟',
  },
};
