/** English of what is there as soon as a thread is open; the rest is in `en-screens.ts`. */
export const threadTexts = {
  // Launcher, panel, header
  openChat: 'Open chat',
  openChatUnread: 'Open chat, {count} unread',
  closeChat: 'Close chat',
  chat: 'Chat',
  joinGroup: 'Join a group',
  linkDevice: 'Link this device',
  back: 'Back',
  details: 'Details',
  newMessageFrom: 'New message from {name}',
  here: 'Online',
  isHere: '{name} is here',
  lastSeen: 'Last seen {when}',
  away: 'Not here right now',

  // States
  offline: 'You are offline.',
  offlineQueued: 'You are offline. {count} waiting, sent when you are back.',
  connecting: 'Connecting',
  notSaved: 'Not saved on this device. Keep this page open until your messages are sent.',
  errorStart: 'The chat cannot be opened right now ({code}).',
  retry: 'Try again',

  // Thread
  messages: 'Messages',
  emptyThread: 'Ask us anything. We answer here.',
  emptyTalk: 'Nobody has written here yet.',
  loadingOlder: 'Loading earlier messages',
  today: 'Today',
  yesterday: 'Yesterday',
  newMessages: 'New messages',
  typingOne: '{name} is typing',
  typingMany: 'Several people are typing',
  notDone: 'That did not work. Try again when you are connected.',

  // Messages
  you: 'You',
  team: 'Team',
  inReplyTo: 'In reply to',
  earlierMessage: 'An earlier message',
  edited: 'edited',
  deletedMessage: 'Message deleted',
  expiredMessage: 'Message no longer kept',
  undo: 'Undo',
  reactions: 'Reactions',
  queued: 'Queued',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Failed',

  // Composer
  message: 'Message',
  writeMessage: 'Write a message',
  send: 'Send',
  sendsLater: 'Will be sent when you are connected.',
  save: 'Save',
} as const;
