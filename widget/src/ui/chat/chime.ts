/** For so long the other tabs know that an event has been heard. */
const heldMs = 3_000;
/** A tab that shows the conversation speaks first, then one that is looked at, then the rest. */
const patienceMs = { reading: 0, visible: 100, hidden: 250 };

interface Occasion {
  /** Of the event: the same in every tab. */
  id: string;
  /** This tab shows the conversation to somebody: no tab makes a sound. */
  isReading: boolean;
  /** 0 to 1. */
  volume: number;
}

/** One soft sound for an event, in one tab. Before the visitor has touched the page browsers let nothing be heard; another tab may. */
export class Chime {
  #audio: AudioContext | undefined;

  async ring({ id, isReading, volume }: Occasion): Promise<void> {
    if (!isReading && (navigator.userActivation?.hasBeenActive === false || volume === 0)) return;
    const patience = isReading ? patienceMs.reading : document.visibilityState === 'visible' ? patienceMs.visible : patienceMs.hidden;
    if (patience > 0) await new Promise((resolve) => { setTimeout(resolve, patience); });
    if (await isFirst(`foyer:chime:${id}`) && !isReading) this.play(volume);
  }

  /** Also what a visitor hears who sets the volume. */
  play(volume: number): void {
    const audio = this.#audio ??= new AudioContext();
    void audio.resume();
    playOn(audio, volume);
  }

  stop(): void {
    void this.#audio?.close();
    this.#audio = undefined;
  }
}

/** Whether no other tab has spoken for the event. Without locks every visible tab is on its own. */
function isFirst(name: string): Promise<boolean> {
  if (!(navigator.locks as LockManager | undefined)) return Promise.resolve(document.visibilityState === 'visible');
  return new Promise((resolve) => {
    void navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      resolve(lock !== null);
      if (lock) await new Promise((done) => { setTimeout(done, heldMs); });
    });
  });
}

/** Two sines a fifth apart, that swell and die away within half a second. */
function playOn(audio: AudioContext, volume: number): void {
  for (const [index, hertz] of [587.3, 880].entries()) {
    const at = audio.currentTime + index * 0.09;
    const tone = new OscillatorNode(audio, { frequency: hertz });
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(volume * 0.16, at + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.42);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.45);
  }
}
