import type { Heads } from './heads.ts';
import type { Repositories } from './operations.ts';
import { ConversationsRepository } from './repositories/conversations.ts';
import { DevicesRepository } from './repositories/devices.ts';
import { EventsRepository } from './repositories/events.ts';
import { HandlingRepository } from './repositories/handling.ts';
import { LinksRepository } from './repositories/links.ts';
import { LogRepository } from './repositories/log.ts';
import { MetaRepository } from './repositories/meta.ts';
import { NotesRepository } from './repositories/notes.ts';
import { PersonBlocksRepository } from './repositories/person-blocks.ts';
import { RepliesRepository } from './repositories/replies.ts';
import { ReportsRepository } from './repositories/reports.ts';
import { RetentionRepository } from './repositories/retention.ts';
import { SearchRepository } from './repositories/search.ts';
import { SitesRepository } from './repositories/sites.ts';
import { StaffRepository } from './repositories/staff.ts';
import { StarsRepository } from './repositories/stars.ts';
import { UsersRepository } from './repositories/users.ts';
import { VisitorsRepository } from './repositories/visitors.ts';
import type { Db } from './schema.ts';

/** All repositories over one connection. */
export const repositoriesOver = (db: Db, heads: Heads): Repositories => ({
  sites: new SitesRepository(db),
  users: new UsersRepository(db, heads),
  devices: new DevicesRepository(db),
  links: new LinksRepository(db, heads),
  staff: new StaffRepository(db, heads),
  conversations: new ConversationsRepository(db, heads),
  events: new EventsRepository(db),
  handling: new HandlingRepository(db, heads),
  notes: new NotesRepository(db),
  replies: new RepliesRepository(db),
  visitors: new VisitorsRepository(db),
  search: new SearchRepository(db),
  stars: new StarsRepository(db, heads),
  personBlocks: new PersonBlocksRepository(db),
  reports: new ReportsRepository(db),
  log: new LogRepository(db, heads),
  retention: new RetentionRepository(db, heads),
  meta: new MetaRepository(db),
});
