import { isFirstTab } from './first-tab.ts';
import { playTones } from './tones.ts';

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
async function isFirst(name: string): Promise<boolean> {
  if (!(navigator.locks as LockManager | undefined)) return document.visibilityState === 'visible';
  return isFirstTab(name, heldMs);
}

/** A fifth apart, gone within half a second. */
const playOn = (audio: AudioContext, volume: number): void => {
  playTones(audio, { hertz: [587.3, 880], everyS: 0.09, peak: volume * 0.16, floor: 0.0001, fadeS: 0.42, lengthS: 0.45 });
};
