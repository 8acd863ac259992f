import { AnswerTimes } from './services/answer-times.ts';
import { Arrangements } from './services/arrangements.ts';
import { AccessEntrance } from './services/entrance.ts';
import { Erasure } from './services/erasure.ts';
import { BlockedUsers, Blocks } from './services/blocks.ts';
import { RuledCommands } from './services/command-runner.ts';
import { ConversationService } from './services/conversations.ts';
import { CannedReplies } from './services/canned-replies.ts';
import { Customers } from './services/customers.ts';
import { DeviceLinks } from './services/device-links.ts';
import { Devices } from './services/devices.ts';
import { DeskCounts } from './services/desk-counts.ts';
import { DeskLists } from './services/desk-lists.ts';
import { DeskVisits } from './services/desk-visits.ts';
import { Events } from './services/events.ts';
import { Groups } from './services/groups.ts';
import { Handover } from './services/handover.ts';
import { Handling } from './services/handling.ts';
import { Inboxes } from './services/inboxes.ts';
import { Invites } from './services/invites.ts';
import { LiveConversations } from './services/live-conversations.ts';
import { Memberships } from './services/memberships.ts';
import { Messages } from './services/messages.ts';
import { Notes } from './services/notes.ts';
import { OwnData } from './services/own-data.ts';
import { OwnUsers } from './services/own-users.ts';
import { People } from './services/people.ts';
import { PersonBlocks } from './services/person-blocks.ts';
import type { Clock, Publisher, Sockets } from './services/ports.ts';
import { Presence } from './services/presence.ts';
import { Privacy } from './services/privacy.ts';
import { RateLimits } from './services/rate-limits.ts';
import { Reach } from './services/reach.ts';
import { Receipts } from './services/receipts.ts';
import { Reports } from './services/reports.ts';
import { FeedRooms } from './services/rooms.ts';
import { Search } from './services/search.ts';
import { Sessions } from './services/sessions.ts';
import { SiteDirectory } from './services/sites.ts';
import { StaffSignIn } from './services/staff-accounts.ts';
import { Stars } from './services/stars.ts';
import { Summaries } from './services/summaries.ts';
import { Tokens } from './services/tokens.ts';
import { Turns } from './services/turns.ts';
import { UserCache } from './services/user-cache.ts';
import { VisitorRecords } from './services/visitor-records.ts';
import type { Store } from './store/store.ts';

interface ServicesParts {
  store: Store; secret: string; rateScale: number; clock: Clock;
  publisher: Publisher; sockets: Sockets;
  /** Known once the server listens. */
  ownOrigins(): readonly string[];
  observeAck(ms: number): void;
}

/** All rules, wired to each other. Nothing in here starts anything. */
export function composeServices({ store, secret, rateScale, clock, publisher, sockets, ownOrigins, observeAck }: ServicesParts) {
  const sites = new SiteDirectory({ store, ownOrigins });
  const users = new UserCache({ store });
  const own = new OwnUsers({ store, users, publisher });
  const live = new LiveConversations({ store });
  const tokens = new Tokens({ secret, clock });
  const blocked = new BlockedUsers({ store });
  const entrance = new AccessEntrance({ store, tokens, sites, blocked });
  const rates = new RateLimits({ clock, scale: rateScale });
  const summaries = new Summaries({ users, live });
  const visits = new DeskVisits({ publisher });
  const presence = new Presence({ store, users, visits, publisher, clock });
  const answerTimes = new AnswerTimes({ store, clock });
  const inboxes = new Inboxes({ store, live, sites, summaries, users, own, presence, answerTimes, publisher });
  const personBlocks = new PersonBlocks({ store, users, own, live, presence, clock });
  const reports = new Reports({ store, users, live, personBlocks, publisher, clock });
  const devices = new Devices({ store, presence, entrance, own, sockets, clock });
  const handover = new Handover({ users, devices, blocked, entrance, live, inboxes, presence, personBlocks, reports, sockets, publisher });
  const customers = new Customers({ store, tokens, users, devices, handover, clock });
  const links = new DeviceLinks({ store, tokens, users, devices, handover, clock });
  const sessions = new Sessions({ store, tokens, sites, customers, devices, links, users, own, clock });
  const staff = new StaffSignIn({ store, sites, users, sessions, clock });
  const receipts = new Receipts({ store, live, inboxes, publisher, clock });
  const counts = new DeskCounts({ store, publisher });
  const handling = new Handling({ store, live, users, inboxes, counts, publisher, clock });
  const reach = new Reach({ store, users });
  const messages = new Messages({ store, live, receipts, handling, counts, inboxes, own, reach, publisher, clock });
  const conversations = new ConversationService({ store, live, sites, users, summaries, inboxes, reach, personBlocks, clock });
  const visitors = new VisitorRecords({ store, visits, clock });
  const lists = new DeskLists({ store, summaries, users, presence, sites, counts, visitors });
  const search = new Search({ store, summaries });
  const notes = new Notes({ store, live, publisher, clock });
  const replies = new CannedReplies({ store, publisher, clock });
  const erasure = new Erasure({ store, live, inboxes, users, visits, personBlocks, reports, entrance, sockets, publisher, clock });
  const privacy = new Privacy({ store, users, live, presence, receipts, own });
  const ownData = new OwnData({ store, rates });
  const people = new People({ store, users, own, presence, privacy, visitors, summaries, publisher });
  const blocks = new Blocks({ store, blocked, users, own, live, inboxes, presence, clock });
  const arrangements = new Arrangements({ store, live, inboxes });
  const turns = new Turns();
  const memberships = new Memberships({ store, live, users, inboxes, receipts, publisher, sockets, turns, clock });
  const groups = new Groups({ store, live, sites, users, memberships, reach, personBlocks, inboxes, turns, publisher, clock });
  const invites = new Invites({ store, live, sites, tokens, memberships, clock });
  const events = new Events({ store, live, users });
  const stars = new Stars({ store, live, users, summaries, own, clock });
  const commands = new RuledCommands({ messages, handling, groups, arrangements, receipts, rates, observeAck });
  const rooms = new FeedRooms({ store, live, presence });
  return {
    sites, users, live, entrance, rates, sessions, staff, presence, inboxes, receipts, messages, conversations, people, erasure, ownData, commands, rooms,
    counts, handling, visits, visitors, blocked, blocks, personBlocks, reports, lists, search, notes, replies, invites, stars, events, devices, links,
  };
}
