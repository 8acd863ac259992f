/** A number with as many digits as say something. */
export const round = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en-US'));
export const percent = (share: number): string => `${Math.round(share * 100)} %`;
export const megabytes = (bytes: number): string => `${round(bytes / 2 ** 20)} MB`;

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Prints a Markdown table row by row, so that a long run can be watched. */
export function table(...head: string[]): (...cells: string[]) => void {
  const row = (cells: readonly string[]): void => { console.log(`| ${cells.join(' | ')} |`); };
  row(head);
  row(head.map(() => '---'));
  return (...cells) => { row(cells); };
}
