/** Attempts to run a script through a text, each calling `trap()`, which no page of ours has. */
const shapes: readonly ((call: string) => string)[] = [
  (call) => `<script>${call}</script>`,
  (call) => `<img src=x onerror=${call}>`,
  (call) => `<svg onload=${call}>`,
  (call) => `<svg><animate onbegin=${call} attributeName=x dur=1s>`,
  (call) => `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
  (call) => `<iframe src="javascript:parent.${call}"></iframe>`,
  (call) => `javascript:${call}`,
  (call) => `JaVaScRiPt:${call}`,
  (call) => `java\u0000script:${call}`,
  (call) => `<a href="javascript:${call}">click</a>`,
  (call) => `[click](javascript:${call})`,
  (call) => `https://shop.example/"onmouseover="${call}`,
  (call) => `https://shop.example/'><img src=x onerror=${call}>`,
  (call) => `"><img src=x onerror=${call}>`,
  (call) => `' autofocus onfocus=${call} x='`,
  (call) => `\${${call}}`,
  (call) => `{{constructor.constructor('${call}')()}}`,
  (call) => `</textarea><script>${call}</script>`,
  (call) => `</style><script>${call}</script>`,
  (call) => `<!--><img src=x onerror=${call}>-->`,
  (call) => `<math><mtext></form><form><mglyph><style></math><img src=x onerror=${call}>`,
  (call) => `<details open ontoggle=${call}>`,
  (call) => `<object data="data:text/html,<script>parent.${call}</script>"></object>`,
  (call) => `data:text/html,<script>${call}</script>`,
  (call) => `?lit$0123456789$<img src=x onerror=${call}>`,
];

const calls = ['trap()', 'window.trap()', 'alert(1)', 'top.trap()'];

/** One hundred. A null character is taken out where the server does not take one. */
export const payloads: readonly string[] = calls.flatMap((call) => shapes.map((shape) => shape(call))).map((text) => text.replaceAll('\u0000', '&#0;'));

/** What a page might say of all elements. */
export const hostileStyle = `
  * { all: unset !important; }
  *, *::before, *::after { letter-spacing: 2em !important; word-spacing: 3em !important; text-transform: uppercase !important; line-height: 5 !important; font: italic 40px/4 serif !important; }
  *, :root { color: red !important; background: lime !important; visibility: hidden !important; text-indent: 9em !important; cursor: wait !important; white-space: pre !important; }
  div, section, button, svg, foyer-chat { display: none !important; float: left !important; opacity: 0.2 !important; zoom: 3 !important; }
  foyer-chat { transform: rotate(20deg) !important; filter: blur(9px) !important; position: absolute !important; width: 3px !important; overflow: hidden !important; contain: strict !important; }
`;
