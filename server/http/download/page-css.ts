/** Style of the download page: follows light and dark, fits 360 pixels and wide windows. */
export const pageCss = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f8f8, #161a1a);
  --paper: light-dark(#ffffff, #202626);
  --ink: light-dark(#1b2424, #eaf1f0);
  --soft: light-dark(#4b5a5a, #b4c2c1);
  --line: light-dark(#d3dddc, #3a4646);
  --brand: light-dark(#0b6a68, #6fd3cd);
  --on-brand: light-dark(#ffffff, #0b2524);
  --notice: light-dark(#fff4df, #3a2e17);
  --notice-line: light-dark(#d99a36, #c98f35);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 'Segoe UI', system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem; padding-top: 2rem; }
header > div { flex: 1 1 14rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.2rem; margin: 2rem 0 0.25rem; }
main { counter-reset: step; }
.step { counter-increment: step; }
.step > h2::before { content: counter(step) '. '; }
h3 { font-size: 1.05rem; margin: 0; }
p { margin: 0.35rem 0; }
header p, .note { color: var(--soft); }
a { color: var(--brand); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; border-radius: 4px; }
code { font: 0.92em Consolas, ui-monospace, monospace; overflow-wrap: anywhere; }
.address { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 0.75rem 1rem; }
.address:not([data-reach='anybody']) { background: var(--notice); border-color: var(--notice-line); }
.badge { display: inline-block; white-space: nowrap; border: 1px solid currentColor; border-radius: 999px; padding: 0 0.6rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 1rem; margin-top: 0.75rem; }
.card { display: flex; flex-direction: column; gap: 0.5rem; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; }
.card p { flex: 1; }
.button { display: inline-block; align-self: start; background: var(--brand); color: var(--on-brand); border: 2px solid var(--brand); border-radius: 8px; padding: 0.5rem 1rem; font-weight: 600; text-decoration: none; }
.button.quiet { background: transparent; color: var(--brand); }
.button:hover { text-decoration: underline; }
details { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; margin: 0.5rem 0; padding: 0 1rem; }
details[open] { padding-bottom: 0.75rem; }
summary { cursor: pointer; font-weight: 600; padding: 0.65rem 0; }
ol { margin: 0 0 0.5rem; padding-inline-start: 1.4rem; }
li { margin: 0.3rem 0; }
dt { font-weight: 600; margin-top: 0.9rem; }
dd { margin: 0.15rem 0 0; color: var(--soft); }
@media (forced-colors: active) { .button { border-color: LinkText; } }
`.trimStart();
