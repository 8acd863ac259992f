import { correction, generate } from 'lean-qr';

/** Modules of white around a code that scanners ask for (ISO/IEC 18004, 9.1). */
const quietZone = 4;

/** A QR code as the path of its dark modules, each one unit large, in a square of `size` units that has its quiet zone. */
export function qrCode(text: string): { path: string; size: number } {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const runs: string[] = [];
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      const from = x;
      while (code.get(x, y)) x += 1;
      if (x > from) runs.push(`M${from + quietZone} ${y + quietZone}h${x - from}v1h${from - x}z`);
    }
  }
  return { path: runs.join(''), size: code.size + 2 * quietZone };
}
