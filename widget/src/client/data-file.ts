import type { DataPage } from '../protocol/own.ts';

/** Writes somebody's data, page by page, as one JSON document: no page is kept, and none is written in one breath with another. */
export class DataFile {
  readonly #pieces: string[] = [];
  #conversation: string | undefined;
  #hasMessages = false;
  /** Messages so far. */
  messages = 0;

  add(page: DataPage): void {
    const { conversations, next: _, ...about } = page;
    if (this.#pieces.length === 0) this.#pieces.push(`{${Object.entries(about).map(([name, value]) => `\n${JSON.stringify(name)}: ${JSON.stringify(value)},`).join('')}\n"conversations": [`);
    for (const { messages, ...conversation } of conversations) {
      // A page may go on where the last one has ended.
      if (conversation.id !== this.#conversation) this.#begin(conversation);
      for (const message of messages) {
        this.#pieces.push(`${this.#hasMessages ? ',' : ''}\n  ${JSON.stringify(message)}`);
        this.#hasMessages = true;
      }
      this.messages += messages.length;
    }
  }

  /** The document. Of a type that no browser shows as a page. */
  end(): Blob {
    return new Blob([...this.#pieces, this.#conversation === undefined ? ']}\n' : '\n]}\n]}\n'], { type: 'application/octet-stream' });
  }

  #begin(conversation: { id: string }): void {
    this.#pieces.push(`${this.#conversation === undefined ? '' : '\n]},'}\n${JSON.stringify(conversation).slice(0, -1)},"messages":[`);
    this.#conversation = conversation.id;
    this.#hasMessages = false;
  }
}
