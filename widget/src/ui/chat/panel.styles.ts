import { css } from 'lit';

export const panelStyles = css`
  :host { display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); overflow: hidden; background: var(--surface); }
  .layer { display: flex; flex-direction: column; min-block-size: 0; }
  .layer > :last-child { flex: 1; min-block-size: 0; }
  .fault { margin: auto; padding: 24px; text-align: center; text-wrap: balance; color: var(--danger); flex: none !important; }
  .fault button { display: block; margin: 16px auto 0; padding: 8px 20px; min-block-size: 44px; border: 0; border-radius: 22px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
`;
