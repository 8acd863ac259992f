/*
 * Every limit of the product, in one place, as `limits.…`: whoever bundles a part of it takes the limits of that part along.
 * Sizes in bytes of UTF-8, times in milliseconds. A site may lower some of them, never raise one.
 */

export const textMaxBytes = 8 * 1024;
export const titleMaxLength = 80;
export const nameMaxLength = 80;
export const emailMaxLength = 254;
export const urlMaxLength = 2048;
export const groupMaxMembers = 1024;
/** Of those who wrote in a group and left, as many keep their names on their messages, who left last first. */
export const formerMembersNamed = 200;
export const inviteMs = 7 * 86_400_000;
export const clientIdMaxLength = 64;
export const deviceLabelMaxLength = 120;
/** On which somebody is signed in at a time: with one more, the one that was not used for longest ends. */
export const devicesPerUser = 50;
export const linkMs = 10 * 60_000;
export const linkCodeLength = 8;
/** With so many wrong guesses at it a code is worth nothing any more. */
export const linkCodeGuesses = 5;
export const passwordMinLength = 10;
export const passwordMaxLength = 256;

export const siteLinksMax = 5;
export const siteLinkLabelMaxLength = 60;
export const siteNoticeMaxLength = 200;
/** Whom one person may have blocked at a time. */
export const blockedPeopleMax = 200;
export const reportNoteMaxLength = 500;
export const reportsPage = 50;
export const noteMaxBytes = 8 * 1024;
export const notesPage = 50;
/** What has happened in a conversation, on one page. */
export const eventsPage = 100;
export const cannedRepliesPerSite = 500;
export const contextMaxBytes = 4 * 1024;
export const contextMaxKeys = 32;
export const contextNameMaxLength = 64;
export const pageTitleMaxLength = 200;
export const pagesPerVisitor = 20;
export const deskPage = 100;
export const deskVisitors = 500;
export const searchMinLength = 2;
export const searchMaxLength = 100;
export const searchPage = 20;
/** Different emoji on one message, and how many of them may be one user's. */
export const reactionsPerMessage = 20;
export const reactionsPerUser = 3;
export const snoozeMaxMs = 365 * 86_400_000;
/** Epoch ms of the end of all dates: what is muted until then is muted for good. */
export const mutedForGood = 8.64e15;
/** Messages that one user may have starred; the oldest star does not go by itself. */
export const starsPerUser = 1_000;
export const starsPage = 50;
/** Of one answer with somebody's own data. */
export const dataPageMessages = 200;
export const dataPageConversations = 50;
/** Pinned conversations that a list shows however long they have been silent. */
export const pinnedShown = 50;
/** A list shows typing in conversations of at most so many: in larger ones somebody always types. */
export const typingListedMembers = 32;

export const controlFrameMaxBytes = 64 * 1024;
export const httpBodyMaxBytes = 64 * 1024;
export const stateVectorMaxBytes = 1024;
export const awarenessMaxBytes = 256;
export const channelsPerSocket = 200;
export const openFeedsPerClient = 20;
export const fragmentsPerFrame = 16;

export const snapshotMessages = 50;
export const pageMaxMessages = 100;
export const changesPageMax = 1000;
export const changesKept = 1000;
export const changesKeptMs = 24 * 3_600_000;
export const feedWindowMin = 64;
export const feedWindowMax = 128;

export const heartbeatMs = 15_000;
export const deadLinkMs = 35_000;
export const reconnectMinMs = 500;
export const reconnectMaxMs = 30_000;
export const commandTimeoutMs = 20_000;
export const receiptsCoalesceMs = 250;
export const impliedReceiptsMs = 1_000;
export const typingTimeoutMs = 6_000;
export const drainMs = 20_000;
export const slowReaderPauseBytes = 1024 * 1024;
export const slowReaderCloseBytes = 4 * 1024 * 1024;

export const accessTokenMs = 10 * 60_000;
export const refreshTokenMs = 180 * 86_400_000;
export const identityMaxAgeMs = 5 * 60_000;
export const identityMaxLength = 8 * 1024;
export const setupSecretMs = 30 * 60_000;
export const dedupeKeptMs = 35 * 86_400_000;
export const outboxExpiresMs = 14 * 86_400_000;
export const undeliveredKeptMs = 30 * 86_400_000;
/** A report nobody has handled, and one that was: until then it can be taken up again. */
export const reportKeptMs = 30 * 86_400_000;
export const handledReportKeptMs = 3_600_000;
