const attackS = 0.015;

interface Tones {
  /** One after the other, `everyS` apart. */
  hertz: readonly number[];
  everyS: number;
  /** Gain at the loudest, and what is left after `fadeS`. */
  peak: number;
  floor: number;
  fadeS: number;
  lengthS: number;
}

/** Sines that swell at once and die away. */
export function playTones(audio: AudioContext, { hertz, everyS, peak, floor, fadeS, lengthS }: Tones): void {
  for (const [index, frequency] of hertz.entries()) {
    const at = audio.currentTime + index * everyS;
    const tone = new OscillatorNode(audio, { frequency });
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(peak, at + attackS);
    gain.gain.exponentialRampToValueAtTime(floor, at + fadeS);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + lengthS);
  }
}
