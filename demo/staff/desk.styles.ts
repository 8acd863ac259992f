import { css } from 'lit';

export const deskStyles = css`
  .desk { display: grid; grid-template-columns: 320px minmax(0, 1fr) 280px; grid-template-rows: minmax(0, 1fr); position: relative; block-size: 100%; background: var(--surface); }
  .left { display: flex; flex-direction: column; min-block-size: 0; border-inline-end: 1px solid var(--line); }
  .head { display: flex; align-items: center; gap: 12px; min-block-size: 64px; padding: 10px 16px; }
  .left .head { justify-content: space-between; }
  h1 { margin: 0; font-size: 18px; }
  h2 { margin: 0; font-size: 15px; line-height: 20px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .head p { margin: 0; font-size: 13px; color: var(--text-2); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .left foyer-conversation-list { flex: 1; min-block-size: 0; }
  .tabs { display: flex; gap: 4px; padding: 0 12px 8px; }
  .tabs button { padding: 6px 10px; min-block-size: 32px; border: 0; border-radius: 16px; background: none; color: var(--text-2); }
  .tabs button[aria-pressed='true'] { background: var(--surface-3); color: var(--text); font-weight: 600; }
  .here { border-block-start: 1px solid var(--line); padding: 12px 16px; max-block-size: 240px; overflow-y: auto; }
  .here h2 { font-size: 13px; color: var(--text-2); margin-block-end: 4px; }
  .here ul { list-style: none; margin: 0; padding: 0; }
  .here button { display: flex; align-items: center; gap: 10px; inline-size: 100%; padding: 6px 0; border: 0; background: none; text-align: start; min-inline-size: 0; }
  .here button:hover { color: var(--accent-ink); }
  .here foyer-avatar { --avatar-size: 28px; }
  .thread { display: grid; grid-template-rows: auto minmax(0, 1fr); min-block-size: 0; min-inline-size: 0; }
  .thread .head { border-block-end: 1px solid var(--line); }
  .thread .head > div { flex: 1; min-inline-size: 0; }
  .pill { display: inline-flex; align-items: center; gap: 8px; padding: 8px 14px; border: 1px solid var(--line); border-radius: 18px; background: none; font-weight: 600; white-space: nowrap; }
  .pill:hover { background: var(--surface-2); }
  .nothing { display: grid; place-items: center; color: var(--text-2); padding: 24px; text-align: center; }
  .back, .show-who, .hide-who { display: none; }
  .who { border-inline-start: 1px solid var(--line); min-block-size: 0; overflow-y: auto; }
  .way-in { block-size: 100%; }
  .wait { display: grid; place-items: center; block-size: 100%; color: var(--text-2); }
  @media (max-width: 1080px) {
    .desk { grid-template-columns: 300px minmax(0, 1fr); }
    .who { display: none; }
    .show-who { display: grid; }
    .with-who .who { display: block; position: absolute; inset-block: 0; inset-inline-end: 0; inline-size: min(320px, 100%); background: var(--surface); box-shadow: var(--shadow); }
    .with-who .hide-who { display: grid; position: absolute; inset-block-start: 14px; inset-inline-end: 12px; }
  }
  @media (max-width: 720px) {
    .desk { grid-template-columns: minmax(0, 1fr); }
    .desk.picked .left, .desk:not(.picked) .thread, .desk:not(.picked) .nothing { display: none; }
    .back { display: grid; margin-inline-start: -8px; }
    .with-who .who { inline-size: 100%; }
  }
`;
