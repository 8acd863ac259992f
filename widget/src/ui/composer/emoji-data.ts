import type { TextKey } from '../../locales/en.ts';

/** What people write most, of Unicode's groups in its order; none younger than Emoji 12, so that systems of some years draw them. */
export const emojiGroups: readonly { name: Extract<TextKey, `emoji${string}`>; emojis: readonly string[] }[] = [
  {
    name: 'emojiSmileys',
    emojis: [...'😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰😍🤩😘😗😚😙😋😛😜🤪😝🤑🤗🤭🤫🤔🤐🤨😐😑😶😏😒🙄😬🤥😌😔😪🤤😴😷🤒🤕🤢🤮🤧🥵🥶🥴😵🤯🤠🥳😎🤓🧐😕😟🙁😮😯😲😳🥺😦😧😨😰😥😢😭😱😖😣😞😓😩😫🥱😤😡😠🤬😈💀💩🤡👻👽🤖'],
  },
  {
    name: 'emojiPeople',
    emojis: [...'👋🤚✋👌🤏🤞🤟🤘🤙👈👉👆👇👍👎✊👊👏🙌👐🤲🤝🙏💪👀👄👶🧒👦👧🧑👨👩🧓👴👵🙋🙅🙆🙇🤦🤷💁🙎💃🕺👫👪', '❤️', ...'🧡💛💚💙💜🖤🤍💔💕💖💗💘💝💯💥💫💦💨💬💤'],
  },
  {
    name: 'emojiNature',
    emojis: [...'🐶🐱🐭🐹🐰🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🙈🙉🙊🐔🐧🐦🐤🦆🦉🐺🐴🦄🐝🦋🐌🐞🐢🐍🐙🦀🐟🐬🐳🦈🐘🐪🦒🐄🐎🐑🐕🐈🌵🎄🌲🌳🌴🌱🌿🍀🍁🍂💐🌷🌹🌻🌼🌸', '☀️', ...'🌤🌧⛄🔥💧🌊🌈⭐✨⚡🌙🌍'],
  },
  {
    name: 'emojiFood',
    emojis: [...'🍎🍐🍊🍋🍌🍉🍇🍓🍒🍑🥭🍍🥥🥝🍅🥑🥦🥕🌽🥔🥐🍞🥖🧀🥚🍳🥞🥓🍗🍔🍟🍕🌭🥪🌮🌯🥗🍝🍜🍣🍱🍤🍚🍦🍩🍪🎂🍰🧁🍫🍬🍭🍯☕🍵🥤🍶🍺🍻🥂🍷🍸🍹🍾'],
  },
  {
    name: 'emojiTravel',
    emojis: [...'🚗🚕🚌🚓🚑🚒🚚🚜🛴🚲🛵🚨🚂🚆🚇🚊🛫🛬🚀🚁⛵🚢⚓⛽🚧🚦', '🗺️', ...'🗽🗼🏰🎡🎢⛲', '🏖️', '🏝️', '🏔️', ...'⛺🏠🏡🏢🏥🏦🏨🏪🏫🏭⛪🕌🌃🌅🌇🌉'],
  },
  {
    name: 'emojiActivities',
    emojis: [...'⚽🏀🏈⚾🎾🏐🏉🎱🏓🏸🥅⛳🏹🎣🥊🎿🏂🏆🥇🥈🥉🏅🎫🎪🎭🎨🎬🎤🎧🎼🎹🥁🎷🎺🎸🎻🎲🎯🎳🎮🧩🎉🎊🎈🎁'],
  },
  {
    name: 'emojiObjects',
    emojis: [...'⌚📱💻', '⌨️', '🖥️', ...'💾💿📷📹🎥📞📺📻⏰⏳💡🔦💸💵💶💳💎🔧🔨🔩🔫💣🔪💊💉🔑🚪🛒🎀📦📫📄📊📈📉📅📋📌📎📏', '✂️', ...'🔒🔓📚📖🔖🔗', '✏️', ...'🔍🛁🚿🚽🧼🧻👓👕👗👟👜🎒💍'],
  },
  {
    name: 'emojiSymbols',
    emojis: ['✅', '❌', '❗', '❓', '⭕', '🚫', '⛔', '⚠️', '♻️', '🔔', '🔕', '🎵', '🎶', '➕', '➖', '➡️', '⬅️', '⬆️', '⬇️', '🔄', '🔝', '🆗', '🆕', '🆒', '🆓', '🔴', '🟠', '🟡', '🟢', '🔵', '🟣', '⚫', '⚪', '🏁', '🚩', '🏳️‍🌈'],
  },
];
