/** A star of five points within a square. */
const star = 'polygon(50% 2%, 63% 36%, 99% 38%, 71% 61%, 80% 97%, 50% 77%, 20% 97%, 29% 61%, 1% 38%, 37% 36%)';

/**
 * What a thread's own style does not know: the star beside each bubble that has one, and the line that takes one back. Marks are drawn by style alone, so
 * that rows need not know of them; what they mean stands in the content, for those who do not see them.
 */
export const starSheet = (seqs: ReadonlySet<number>, means: string): string => `
  .star-line {
    position: absolute; z-index: 1; inset-block-end: 12px; inset-inline: 0; margin-inline: auto; inline-size: fit-content; max-inline-size: calc(100% - 32px); display: flex; align-items: center; gap: 4px;
    padding-inline: 16px 4px; border-radius: 18px; background: var(--text); color: var(--surface); font-size: calc(13 * var(--px));
  }
  .star-line button { min-block-size: 36px; padding: 4px 12px; border: 0; border-radius: 18px; background: none; color: inherit; font-weight: 600; }
  .star-line button:focus-visible { outline-color: currentColor; outline-offset: -4px; }
  @media (pointer: coarse) { .star-line { border-radius: 22px; } .star-line button { min-block-size: 44px; } }
  @media (forced-colors: active) { .star-line { border: 1px solid; } }
  ${seqs.size === 0 ? '' : `
    .bubble:not(.gone):is(${[...seqs].map((seq) => `[data-seq="${seq}"]`).join()})::after {
      content: ${JSON.stringify(means)}; color: transparent; font-size: 1px; line-height: 1; overflow: hidden; position: absolute; inset-block-end: 10px; inset-inline-start: calc(100% + 6px); inline-size: 14px; block-size: 14px;
      background: var(--accent-ink); clip-path: ${star}; forced-color-adjust: none;
    }
    .own .bubble:not(.gone):is([data-seq])::after { inset-inline: auto calc(100% + 6px); }
    @media (forced-colors: active) { .bubble:not(.gone)[data-seq]::after { background: CanvasText; } }`}
`;
