import { spawn, type ChildProcess } from 'node:child_process';

const elementKey = 'element-6066-11e4-a52e-4f735466cecf';
const patienceMs = 20_000;

/** As much of WebDriver as a smoke test needs, for browsers that neither Playwright nor Puppeteer drives as they come. */
export class WebDriver {
  readonly #base: string;
  readonly #driver: ChildProcess;
  #session = '';

  private constructor(base: string, driver: ChildProcess) {
    this.#base = base;
    this.#driver = driver;
  }

  /** Starts the driver, which is told its port, and a browser through it. */
  static async start(command: string, args: string[], port: number, capabilities: object, env: NodeJS.ProcessEnv): Promise<WebDriver> {
    const driver = new WebDriver(`http://127.0.0.1:${port}`, spawn(command, args, { env: { ...process.env, ...env }, stdio: 'ignore' }));
    await driver.#until(async () => (await driver.#call<{ ready: boolean }>('GET', '/status').catch(() => undefined))?.ready ?? false, 'the driver to be ready');
    const { sessionId } = await driver.#call<{ sessionId: string }>('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    driver.#session = `/session/${sessionId}`;
    return driver;
  }

  goto(url: string): Promise<unknown> { return this.#inSession('/url', { url }); }

  /** Of the first element that matches, in the document or in the shadow roots in it, as soon as there is one. */
  async click(selector: string): Promise<void> { await this.#inSession(`/element/${await this.#find(selector)}/click`, {}); }

  async type(selector: string, text: string): Promise<void> { await this.#inSession(`/element/${await this.#find(selector)}/value`, { text }); }

  /** Resolves when the text of such an element contains `text`. */
  async waitForText(selector: string, text: string): Promise<void> {
    await this.#until(async () => (await this.#script<string[]>('return all(arguments[0]).map((element) => element.textContent)', selector)).some((found) => found.includes(text)), text);
  }

  async stop(): Promise<void> {
    if (this.#session !== '') await this.#call('DELETE', this.#session).catch(() => undefined);
    if (this.#driver.exitCode !== null) return;
    const gone = new Promise((resolve) => { this.#driver.once('exit', resolve); });
    this.#driver.kill();
    await gone;
  }

  async #find(selector: string): Promise<string> {
    let id: string | undefined;
    await this.#until(async () => {
      id = (await this.#script<Record<string, string> | null>('return all(arguments[0])[0] ?? null', selector))?.[elementKey];
      return id !== undefined;
    }, selector);
    return id ?? '';
  }

  #script<T>(body: string, ...args: unknown[]): Promise<T> {
    const all = `const all = (selector, root = document) => [...root.querySelectorAll('*')].flatMap((element) => [...(element.matches(selector) ? [element] : []), ...(element.shadowRoot ? all(selector, element.shadowRoot) : [])]);`;
    return this.#inSession<T>('/execute/sync', { script: `${all} ${body}`, args });
  }

  async #until(isSo: () => Promise<boolean>, what: string): Promise<void> {
    const lastAt = Date.now() + patienceMs;
    while (!await isSo()) {
      if (Date.now() > lastAt) throw new Error(`Waited in vain for ${what}`);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }

  #inSession<T = unknown>(path: string, body: object): Promise<T> { return this.#call('POST', this.#session + path, body); }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.#base + path, { method, ...(body ? { body: JSON.stringify(body) } : {}), signal: AbortSignal.timeout(patienceMs) });
    const { value } = await response.json() as { value: T };
    if (!response.ok) throw new Error(JSON.stringify(value));
    return value;
  }
}
