import { FoyerError, type FoyerClient } from '@foyer-chat/widget/headless';
import { tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';

const faults: Record<string, string> = {
  'sign-in-failed': 'This e-mail address and password do not belong together.',
  'rate-limited': 'Too many attempts. Wait a minute and try again.',
  'setup-done': 'This link was used already or has run out. Restart the server to get a new one.',
  'bad-request': 'Something is missing. The password needs at least 10 characters.',
};

/** The way in: e-mail and password, or with a set-up link an account. */
export class DeskSignIn extends LitElement {
  static override properties = { client: { attribute: false }, setupSecret: { attribute: false }, fault: { state: true }, isBusy: { state: true } };
  static override styles = [tokens, css`
    :host { display: grid; place-items: center; block-size: 100%; overflow-y: auto; background: var(--surface-2); padding: 24px; }
    form { display: grid; gap: 16px; inline-size: min(360px, 100%); padding: 32px; border: 1px solid var(--line); border-radius: var(--r-panel); background: var(--surface); }
    h1 { margin: 0; font-size: 22px; line-height: 28px; }
    p { margin: 0; color: var(--text-2); }
    label { display: grid; gap: 4px; font-weight: 600; font-size: 13px; }
    input { font: inherit; font-size: 16px; padding: 9px 12px; border: 1px solid var(--text-3); border-radius: 10px; background: var(--surface); color: var(--text); min-inline-size: 0; }
    button { padding: 11px 16px; border: 0; border-radius: var(--r-field); background: var(--accent); color: var(--on-accent); font-weight: 600; }
    button:disabled { opacity: 0.6; }
    .fault { color: var(--danger); }
  `];

  declare client: FoyerClient;
  declare setupSecret: string | undefined;
  declare fault: string | undefined;
  declare isBusy: boolean;

  constructor() {
    super();
    this.isBusy = false;
  }

  override render() {
    const isSetup = this.setupSecret !== undefined;
    return html`
      <form @submit=${this.#onSubmit}>
        <h1>${isSetup ? 'Create your account' : 'Sign in'}</h1>
        ${isSetup ? html`<p>Visitors see your name. The link works once.</p>` : nothing}
        ${isSetup ? html`<label>Name<input name="name" autocomplete="name" required maxlength="80"></label>` : nothing}
        <label>Email<input name="email" type="email" autocomplete="username" required></label>
        <label>Password<input name="password" type="password" autocomplete=${isSetup ? 'new-password' : 'current-password'} required minlength=${isSetup ? 10 : nothing}></label>
        ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${this.fault}</p>`}
        <button ?disabled=${this.isBusy}>${isSetup ? 'Create account' : 'Sign in'}</button>
      </form>`;
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const field = (name: string): string => String(fields.get(name) ?? '');
    this.isBusy = true;
    this.fault = undefined;
    try {
      const credentials = { email: field('email'), password: field('password') };
      if (this.setupSecret === undefined) await this.client.signIn(credentials);
      else await this.client.setUp({ ...credentials, secret: this.setupSecret, name: field('name') });
      this.dispatchEvent(new Event('signed-in', { bubbles: true }));
    } catch (error) {
      const code = error instanceof FoyerError ? error.code : 'internal';
      this.fault = faults[code] ?? `That did not work (${code}). Try again.`;
    } finally {
      this.isBusy = false;
    }
  };
}
