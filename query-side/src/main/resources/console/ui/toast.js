import {html, repeat, nothing} from './lit.js';
import {invalidate} from './frame.js';
import {icon} from './icons.js';

const STAYS = 10_000;
let toasts = [];
let numbers = 0;

/** Says what was done, and offers to take it back. Waits while the pointer or the focus is on it. */
export function toast(words, {action, act, tone = 'check'} = {}) {
  const it = {id: ++numbers, words, action, act, tone};
  toasts = [...toasts.slice(-2), it];
  leaveSoon(it);
  invalidate();
}

function leaveSoon(it) {
  clearTimeout(it.timer);
  it.timer = setTimeout(() => drop(it), STAYS);
}

function drop(it) {
  clearTimeout(it.timer);
  toasts = toasts.filter(other => other !== it);
  invalidate();
}

export const toastsView = () => html`<div class="toasts" role="status">${repeat(toasts, it => it.id, it => html`
  <div class="toast ${it.tone}" @mouseenter=${() => clearTimeout(it.timer)} @mouseleave=${() => leaveSoon(it)}
    @focusin=${() => clearTimeout(it.timer)} @focusout=${() => leaveSoon(it)}>
    ${icon(it.tone)}<span>${it.words}</span>
    ${it.action ? html`<button type="button" class="row" @click=${() => { drop(it); it.act(); }}>${icon('undo')}${it.action}</button>` : nothing}
    <button type="button" class="quiet square row" aria-label="Dismiss" @click=${() => drop(it)}>${icon('close')}</button>
  </div>`)}</div>`;

/** The polite live region: changes of stage and ends, joined, at most every five seconds. Never percents. */
const SILENCE = 5_000;
let words = [];
let spokenAt = 0;
let timer = null;

export function announce(sentence) {
  if (!words.includes(sentence)) words.push(sentence);
  timer ??= setTimeout(speak, Math.max(100, spokenAt + SILENCE - Date.now()));
}

function speak() {
  timer = null;
  spokenAt = Date.now();
  document.getElementById('announcer').textContent = words.join(' ');
  words = [];
}
