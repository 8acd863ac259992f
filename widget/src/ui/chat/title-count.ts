/** A page may change its title for a while, too: what it says is looked at this much later, so that two who insist do not stop the page. */
const lookAfterMs = 250;
/** On the title element: it bears the count of this chat. Of several chats on a page the first has it. */
const mark = 'data-foyer-count';

/** `(2) ` before the title of a page that nobody looks at. Gone, to the letter, when somebody does or there is nothing unread. */
export class TitleCount {
  readonly #owner: () => string;
  readonly #isWanted: () => boolean;
  #observer: MutationObserver | undefined;
  #count = 0;
  /** What the page says, and what stands there instead. */
  #own = '';
  #shown: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isListening = false;

  constructor({ owner, isWanted }: { owner: () => string; isWanted: () => boolean }) {
    this.#owner = owner;
    this.#isWanted = isWanted;
  }

  set(count: number): void {
    this.#count = count;
    if (count > 0 && !this.#isListening) document.addEventListener('visibilitychange', this.#look);
    this.#isListening ||= count > 0;
    if (this.#isListening) this.#look();
  }

  stop(): void {
    if (!this.#isListening) return;
    this.#isListening = false;
    document.removeEventListener('visibilitychange', this.#look);
    this.#count = 0;
    this.#look();
  }

  readonly #look = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#observer?.disconnect();
    const title = document.head.querySelector('title');
    if (!title) return;
    const holder = title.getAttribute(mark);
    if (holder !== null && holder !== this.#owner()) return;
    if (title.textContent !== this.#shown) this.#own = this.#ownOf(title.textContent);
    if (this.#count > 0 && document.visibilityState === 'hidden' && this.#isWanted()) {
      this.#shown = `(${this.#count > 99 ? '99+' : this.#count}) ${this.#own}`;
      title.setAttribute(mark, this.#owner());
      if (title.textContent !== this.#shown) title.textContent = this.#shown;
      this.#observer ??= new MutationObserver(this.#onChange);
      this.#observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    } else if (this.#shown !== undefined) {
      if (title.textContent !== this.#own) title.textContent = this.#own;
      title.removeAttribute(mark);
      this.#shown = undefined;
    }
  };

  /** A page that adds to its title adds to the count, too. */
  #ownOf(text: string): string {
    const count = /^\(\d+\+?\) /.exec(this.#shown ?? '')?.[0];
    return count !== undefined && text.startsWith(count) ? text.slice(count.length) : text;
  }

  readonly #onChange = (): void => { this.#timer ??= setTimeout(this.#look, lookAfterMs); };
}
