import {html} from './lit.js';
import {place, navigate} from './router.js';
import {openDialog, dialogOpen} from './dialog.js';
import {invalidate} from './frame.js';

const OFF = 'greenroom.keys-off';
const typing = target => target.closest?.('input, textarea, select, [contenteditable]');

const KEYS = [['n', 'New artist'], ['g', 'Generate a portrait'], ['e', 'Edit the artist'], ['h', 'History'], ['w', 'Why this picture, or this text'],
  ['/', 'Search artists'], ['← → ↑ ↓', 'Move in a grid; Home and End too'], ['Esc', 'Close'], ['?', 'This list']];

export const keysOn = () => localStorage.getItem(OFF) === null;

export function startKeys() {
  addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !keysOn()) return;
    const action = dialogOpen() ? place.screen?.dialogKeys?.[event.key] : place.screen?.keys?.[event.key] ?? general[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

const general = {n: () => navigate('/artists/new'), '?': () => help(), '/': () => navigate('/artists?focus=search')};

export function help() {
  openDialog({title: 'Keys', kind: 'small', view: () => html`
    <dl class="keys">${KEYS.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}</dl>
    <label class="switch"><input type="checkbox" .checked=${keysOn()} @change=${event => {
      if (event.target.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, '1');
      invalidate();
    }}><span>Single keys do these things. They never do while you type.</span></label>`});
}

/** Arrow keys, Home and End among the cells of a grid that has one tab stop. */
export function gridKeys(event) {
  const moves = {ArrowRight: 1, ArrowLeft: -1, ArrowDown: 'row', ArrowUp: '-row', Home: 'first', End: 'last'};
  const move = moves[event.key];
  const cell = event.target.closest('[data-cell]');
  if (!move || !cell) return;
  const cells = [...event.currentTarget.querySelectorAll('[data-cell]')];
  const top = cells[0].getBoundingClientRect().top;
  const columns = Math.max(1, cells.findIndex(c => c.getBoundingClientRect().top > top + 4));
  const wide = cells.every(c => c.getBoundingClientRect().top <= top + 4) ? cells.length : columns;
  const at = cells.indexOf(cell);
  const to = {row: at + wide, '-row': at - wide, first: 0, last: cells.length - 1}[move] ?? at + move;
  if (to < 0 || to >= cells.length) return;
  event.preventDefault();
  for (const c of cells) c.tabIndex = -1;
  cells[to].tabIndex = 0;
  cells[to].focus();
}
