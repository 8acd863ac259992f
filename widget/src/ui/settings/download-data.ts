import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { localize } from '../localize-screen.ts';
import { tokens } from '../tokens.styles.ts';
import { sectionStyles } from './settings.styles.ts';

const fileName = 'foyer-data.json';
/** A browser has begun to save a file by then, and keeps it as long as it needs. */
const keptMs = 60_000;

/**
 * @tag foyer-download-data
 * @summary A row that fetches all that the server has of the visitor, and gives it to the browser as a file. It is never opened in the page.
 */
export class FoyerDownloadData extends LitElement {
  static override properties = { client: { attribute: false }, state: { state: true }, count: { state: true }, fault: { attribute: false, state: true } };
  static override styles = [tokens, sectionStyles, css`
    :host { display: block; }
    .fault { padding: 0 16px 12px; }
    .value { font-variant-numeric: tabular-nums; }
    .row:disabled { cursor: default; }
  `];

  declare client: FoyerClient | undefined;
  declare state: 'rest' | 'fetching' | 'done';
  /** Messages that were fetched so far. */
  declare count: number;
  declare fault: FoyerError | undefined;
  #end: AbortController | undefined;

  constructor() {
    super();
    this.state = 'rest';
    this.count = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end?.abort();
    this.#end = undefined;
    this.state = 'rest';
  }

  override render() {
    const { state, fault } = this;
    return html`
      <button class="row" @click=${this.#onDownload} aria-disabled=${state === 'fetching' ? 'true' : nothing} aria-describedby="state"><span>${localize('downloadData')}</span>
        <span class="value" id="state" role="status">${state === 'fetching' ? localize('downloading', { count: this.count }) : state === 'done' ? localize('downloaded') : nothing}</span></button>
      ${fault === undefined ? nothing : html`<p class="fault" role="alert">${fault.code === 'rate-limited'
        ? localize('downloadTooSoon', { count: Math.ceil((fault.retryAfterMs ?? 60_000) / 1000) }) : localize('downloadFailed', { code: fault.code })}</p>`}`;
  }

  readonly #onDownload = (): void => { if (this.state !== 'fetching') void this.#download(); };

  async #download(): Promise<void> {
    const end = this.#end = new AbortController();
    this.fault = undefined;
    this.count = 0;
    this.state = 'fetching';
    try {
      const tools = await this.client?.listTools();
      const file = await tools?.ownData({ onProgress: (count) => { this.count = count; }, signal: end.signal });
      if (end.signal.aborted || !file) return;
      save(file);
      this.state = 'done';
    } catch (error) {
      if (end.signal.aborted) return;
      this.fault = error instanceof FoyerError ? error : new FoyerError('internal', { cause: error });
      this.state = 'rest';
    }
  }
}

/** Through a link that is nowhere on the page. */
function save(file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = fileName;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, keptMs);
}
