import { css } from 'lit';

/** Beside the sections of the settings, which the parts of a group are drawn as. */
export const groupStyles = css`
  :host { display: block; }
  .row > span { flex: 1; }
  .row > svg:first-child { flex: none; color: var(--text-2); }
  button.row { font-weight: 600; gap: 4px 12px; }
  button.danger > svg:first-child { color: inherit; }
  .open, .sure { display: grid; gap: 12px; padding: 12px 16px 16px; }
  .open p, .sure p { margin: 0; color: var(--text-2); }
  .open .fault, .sure .fault { color: var(--danger); }
  .final { background: var(--danger); color: var(--surface); }
  .actions .main { background: var(--accent); color: var(--on-accent); min-block-size: 40px; }
  .actions .main:disabled { background: var(--surface-3); color: var(--text-3); opacity: 1; }
  .actions [role='status'] { flex: 1; color: var(--text-2); }
`;
