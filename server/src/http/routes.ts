import { conversationRoutes } from './conversation-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { deviceRoutes } from './device-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { groupRoutes } from './group-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { protectionRoutes } from './protection-routes.ts';
import type { Route } from './route.ts';
import { searchRoutes } from './search-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { starRoutes } from './star-routes.ts';

/** What the API needs of the rules. */
export type RouteServices = Parameters<typeof sessionRoutes>[0] & Parameters<typeof peopleRoutes>[0]
  & Parameters<typeof conversationRoutes>[0] & Parameters<typeof messageRoutes>[0]
  & Parameters<typeof groupRoutes>[0] & Parameters<typeof deskRoutes>[0] & Parameters<typeof searchRoutes>[0] & Parameters<typeof starRoutes>[0]
  & Parameters<typeof protectionRoutes>[0] & Parameters<typeof eventRoutes>[0] & Parameters<typeof deviceRoutes>[0];

/** Every route of `/api/v1`. The authorisation test enumerates this table. */
export const apiRoutes = (services: RouteServices): Route[] => [
  ...sessionRoutes(services),
  ...peopleRoutes(services),
  ...conversationRoutes(services),
  ...groupRoutes(services),
  ...messageRoutes(services),
  ...eventRoutes(services),
  ...deskRoutes(services),
  ...searchRoutes(services),
  ...starRoutes(services),
  ...protectionRoutes(services),
  ...deviceRoutes(services),
];
