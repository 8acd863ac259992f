import { cursorSchema, deskLists, deskRequests, idSchema, shortcutSchema } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import type { Blocks } from '../services/blocks.ts';
import type { CannedReplies } from '../services/canned-replies.ts';
import type { DeskLists } from '../services/desk-lists.ts';
import type { Notes } from '../services/notes.ts';
import type { RateGate } from '../services/ports.ts';
import { created, done, ok, parse, type Route, type SessionCall } from './route.ts';

const before = v.optional(cursorSchema);
const pageQuery = v.strictObject({ list: v.picklist(deskLists), before });
const notesQuery = v.strictObject({ before });

/** What only staff ask for. */
export function deskRoutes({ lists, notes, replies, blocks, rates }: { lists: DeskLists; notes: Notes; replies: CannedReplies; blocks: Blocks; rates: RateGate }): Route[] {
  const changing = ({ session }: SessionCall) => { rates.take('change', session.deviceId); };
  return [
    { method: 'get', path: '/desk', who: 'staff', handle: async ({ session }) => ok(await lists.desk(session)) },
    {
      method: 'get', path: '/desk/conversations', who: 'staff', handle: async ({ session, query }) => {
        const page = parse(pageQuery, query);
        return ok(await lists.page(session, page.list, page.before));
      },
    },
    {
      method: 'put', path: '/desk/visitors/:id/block', who: 'staff', handle: async (call) => {
        changing(call);
        await blocks.set(call.session, parse(idSchema, call.params.id), parse(deskRequests.block, call.body).blocked);
        return done;
      },
    },
    {
      method: 'get', path: '/conversations/:id/notes', who: 'staff',
      handle: async ({ session, params, query }) => ok(await notes.page(session, parse(idSchema, params.id), parse(notesQuery, query).before)),
    },
    {
      method: 'post', path: '/conversations/:id/notes', who: 'staff', handle: async (call) => {
        changing(call);
        const { note, isNew } = await notes.add(call.session, parse(idSchema, call.params.id), parse(deskRequests.note, call.body));
        return created(note, isNew);
      },
    },
    {
      method: 'delete', path: '/conversations/:id/notes/:note', who: 'staff', handle: async (call) => {
        changing(call);
        await notes.delete(call.session, parse(idSchema, call.params.id), parse(idSchema, call.params.note));
        return done;
      },
    },
    { method: 'get', path: '/canned-replies', who: 'staff', handle: async ({ session }) => ok({ replies: await replies.list(session) }) },
    {
      method: 'put', path: '/canned-replies/:shortcut', who: 'staff', handle: async (call) => {
        changing(call);
        const { text, replaces } = parse(deskRequests.cannedReply, call.body);
        return ok(await replies.put(call.session, { shortcut: parse(shortcutSchema, call.params.shortcut), text }, replaces));
      },
    },
    {
      method: 'delete', path: '/canned-replies/:shortcut', who: 'staff', handle: async (call) => {
        changing(call);
        await replies.delete(call.session, parse(shortcutSchema, call.params.shortcut));
        return done;
      },
    },
  ];
}
