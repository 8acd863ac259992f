import { css } from 'lit';

export const deskStyles = css`
  .desk { display: grid; grid-template-columns: 56px 340px minmax(0, 1fr) 300px; grid-template-rows: minmax(0, 1fr); position: relative; block-size: 100%; background: var(--surface); }
  desk-rail { border-inline-end: 1px solid var(--line); }
  .left { display: flex; flex-direction: column; min-block-size: 0; border-inline-end: 1px solid var(--line); }
  .left > :last-child { flex: 1; }
  .thread { display: grid; grid-template-rows: minmax(0, 1fr); grid-template-columns: minmax(0, 1fr); min-block-size: 0; min-inline-size: 0; }
  .nothing { display: grid; place-items: center; color: var(--text-2); padding: 24px; text-align: center; }
  :is(.nothing, .wait) div { display: grid; justify-items: center; gap: 16px; }
  @media (pointer: coarse) { .keys { display: none; } }
  .page { grid-column: 2 / -1; display: grid; grid-template-rows: minmax(0, 1fr); min-block-size: 0; min-inline-size: 0; }
  .who { border-inline-start: 1px solid var(--line); min-block-size: 0; display: flex; flex-direction: column; background: var(--surface); }
  .who desk-visitor { flex: 1; min-block-size: 0; }
  .who-head { display: none; align-items: center; justify-content: space-between; min-block-size: 60px; padding-inline: 20px 12px; border-block-end: 1px solid var(--line); }
  .way-in { block-size: 100%; }
  .wait { display: grid; place-items: center; block-size: 100%; color: var(--text-2); }
  @media (max-width: 1080px) {
    .desk { grid-template-columns: 56px 320px minmax(0, 1fr); }
    .who { display: none; }
    .with-who .who { display: flex; position: absolute; z-index: 4; inset-block: 0; inset-inline-end: 0; inline-size: min(320px, 100%); box-shadow: var(--shadow); }
    .with-who .who-head { display: flex; }
  }
  @media (max-width: 720px) {
    .desk { grid-template-columns: minmax(0, 1fr); grid-template-rows: minmax(0, 1fr) auto; }
    desk-rail { grid-row: 2; border-inline-end: 0; border-block-start: 1px solid var(--line); }
    .page, .left, .thread, .nothing { grid-row: 1; grid-column: 1; }
    .left { border-inline-end: 0; }
    .desk.picked:is(.inbox, .people) .left, .desk:not(.picked) :is(.thread, .nothing) { display: none; }
    .desk.picked:is(.inbox, .people) { grid-template-rows: minmax(0, 1fr); }
    .desk.picked:is(.inbox, .people) desk-rail { display: none; }
    .with-who .who { inline-size: 100%; }
  }
`;
