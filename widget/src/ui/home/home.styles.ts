import { css } from 'lit';

export const homeStyles = css`
  :host { display: flex; flex-direction: column; align-items: stretch; overflow-y: auto; overscroll-behavior: contain; padding: 8px 20px 20px; background: var(--surface); scrollbar-width: thin; }
  .notice { margin: 0 0 16px; padding: 10px 14px; border-radius: 12px; background: var(--surface-2); color: var(--text-2); font-size: 13px; }
  foyer-faces { margin-block-end: 16px; --avatar-size: 48px; }
  h2 { margin: 0; font-size: 24px; font-weight: 650; line-height: 32px; letter-spacing: -0.01em; text-wrap: balance; overflow-wrap: anywhere; }
  h2:focus-visible { outline: none; }
  .sub { margin: 4px 0 0; color: var(--text-2); }
  .main {
    display: flex; align-items: center; justify-content: center; gap: 8px; flex: none; min-block-size: 44px; margin-block-start: 20px; padding: 8px 20px;
    border: 0; border-radius: 22px; background: var(--accent); color: var(--on-accent); font-weight: 600;
  }
  .main:hover { background: color-mix(in oklab, var(--accent) 88%, #000); }
  .recent { flex: none; margin-block-start: 16px; border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
  .all { align-self: center; margin-block-start: 8px; padding: 8px 16px; min-block-size: 36px; border: 0; border-radius: 18px; background: none; color: var(--accent-ink); font-weight: 600; }
  .all:hover { background: var(--surface-2); }
  @media (forced-colors: active) { .main, .all { border: 1px solid; } }
`;
