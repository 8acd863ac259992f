import { initial } from './0001-initial.ts';
import { desk } from './0002-desk.ts';
import { arrangements } from './0003-arrangements.ts';
import { blockedUsers } from './0004-blocked-users.ts';
import { protection } from './0005-protection.ts';
import { groups } from './0006-groups.ts';
import { starsAndPrivacy } from './0007-stars-and-privacy.ts';
import { events } from './0008-events.ts';
import { devices } from './0009-devices.ts';
import { reach } from './0010-reach.ts';
import type { Migration } from './migration.ts';

/** In the order in which they run. Only ever appended to. */
export const migrations: readonly Migration[] = [initial, desk, arrangements, blockedUsers, protection, groups, starsAndPrivacy, events, devices, reach];
