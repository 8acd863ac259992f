import { blockedPeopleSchema, reportedSchema } from '../protocol/reports.ts';
import type { PeopleTools, ReportRequest, User } from './api.ts';
import { newClientId } from './client-id.ts';
import type { ReplicaParts } from './replica.ts';

interface PeopleToolsParts { request: ReplicaParts['request']; now: () => number }

/** Blocks and reports people. What comes of a block is heard by the user's feed, on all their devices alike. */
export class ClientPeopleTools implements PeopleTools {
  readonly #parts: PeopleToolsParts;
  /** What was said last and is not known to have arrived. */
  #unsure: { said: string; clientId: string } | undefined;

  constructor(parts: PeopleToolsParts) { this.#parts = parts; }

  async blocked(): Promise<readonly User[]> {
    return (await this.#parts.request({ method: 'GET', path: '/me/blocks', schema: blockedPeopleSchema })).people;
  }

  async block(userId: string, on: boolean): Promise<void> {
    await this.#parts.request({ method: 'PUT', path: `/me/blocks/${encodeURIComponent(userId)}`, schema: undefined, body: { on } });
  }

  async report(report: Omit<ReportRequest, 'clientId'>): Promise<void> {
    const said = JSON.stringify(report);
    if (this.#unsure?.said !== said) this.#unsure = { said, clientId: newClientId(this.#parts.now()) };
    const { clientId } = this.#unsure;
    await this.#parts.request({ method: 'POST', path: '/reports', schema: reportedSchema, body: { clientId, ...report } });
    this.#unsure = undefined;
  }
}
