import {invalidate, afterDrawing, html, render, nothing, placed, icon, repeat, timeWithSeconds} from './draw.js';

/* Addresses */

/** Addresses to screens. A screen is {title(), view(), keys?, show?(query), close?()}; `begin(params, query)` makes one. */
const routes = [];
export const place = {screen: null, path: '', query: new URLSearchParams(), name: ''};

/** @param pattern such as /artists/:id/:tab */
export function route(name, pattern, begin) {
  routes.push({name, begin, parts: pattern.split('/')});
}

function match(path) {
  const parts = path.replace(/\/+$/, '').split('/');
  for (const it of routes) {
    if (it.parts.length !== parts.length) continue;
    const params = {};
    if (it.parts.every((part, i) => part === parts[i] || (part[0] === ':' && (params[part.slice(1)] = decodeURIComponent(parts[i]))))) {
      return {...it, params};
    }
  }
  return null;
}

export function navigate(to, {replace = false} = {}) {
  const url = new URL(to, location.origin);
  if (url.href === location.href) return;
  remember();
  history[replace ? 'replaceState' : 'pushState']({}, '', url);
  open();
}

/** Changes the query only: the screen stays and nothing scrolls. */
export function setQuery(values, {replace = true} = {}) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  navigate(location.pathname + (text ? '?' + text : ''), {replace});
}

/** Keeps where the reader is, for Back. */
function remember() {
  history.replaceState({...history.state, scroll: scrollY, focus: document.activeElement?.id || null}, '');
}

function open(restored = null) {
  const path = location.pathname === '/' ? '/artists' : location.pathname;
  const query = new URLSearchParams(location.search);
  const found = match(path);
  const key = found ? found.name + JSON.stringify(found.params.id ?? '') : path;
  if (place.screen && place.key === key) {
    const moved = place.path !== path;
    Object.assign(place, {path, query, params: found.params});
    place.screen.show?.(found.params, query);
    if (moved && restored) afterDrawing(() => scrollTo(0, restored.scroll ?? 0));
    invalidate();
    return;
  }
  const screen = found ? found.begin(found.params, query) : null;
  const first = !place.key;
  place.screen?.close?.();
  Object.assign(place, {screen, key, path, query, params: found?.params ?? {}, name: found?.name ?? ''});
  afterDrawing(() => settle(first, restored));
}

function settle(first, restored) {
  const until = Date.now() + 2000;
  if (!restored) {
    scrollTo(0, 0);
    if (!first) document.querySelector('main h1')?.focus({preventScroll: true});
    return;
  }
  // Wait for the content to be as tall as it was.
  const attempt = () => {
    scrollTo(0, restored.scroll ?? 0);
    const there = Math.abs(scrollY - (restored.scroll ?? 0)) < 2;
    if (there || Date.now() > until) document.getElementById(restored.focus ?? '')?.focus({preventScroll: true});
    else setTimeout(attempt, 60);
  };
  attempt();
}

export function startRouter() {
  history.scrollRestoration = 'manual';
  addEventListener('popstate', event => open(event.state ?? {}));
  addEventListener('pagehide', remember);
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href);
    const own = url.origin === location.origin && !/^\/(api|v3|actuator)\//.test(url.pathname);
    if (!own || link.hasAttribute('download') || link.target || url.hash) return;
    event.preventDefault();
    navigate(url.pathname + url.search);
  });
  open(history.state?.scroll ? history.state : null);
}

/* Dialogs */

let shown = null;

/** @param dialog {title, view(), kind?, closed?(), narrow heading when `headless`} */
export function openDialog(dialog) {
  if (shown) closeDialog();
  shown = {...dialog};
  invalidate();
  return shown;
}

export function closeDialog() {
  const was = shown;
  shown = null;
  document.querySelector('#dialogs dialog')?.close();
  was?.closed?.();
  invalidate();
}

/** Asks before what can not be taken back, and names what follows from it. */
export function sure({title, words, yes, no, danger = false, act}) {
  openDialog({title, kind: 'small', view: () => html`<p>${words}</p><footer class="dialog-foot">
    <button type="button" data-first @click=${closeDialog}>${no}</button>
    <button type="button" class=${danger ? 'danger' : 'filled'} id="sure" @click=${() => { closeDialog(); act(); }}>${yes}</button></footer>`});
}

export const dialogOpen = () => shown !== null;

export function drawDialog() {
  // One that takes another's place is an element of its own: it has to be opened as the first one was.
  render(repeat(shown ? [shown] : [], it => it, frame), document.getElementById('dialogs'));
}

const closing = dialog => () => { if (shown === dialog) closeDialog(); };
const aside = event => { if (event.target === event.currentTarget) closeDialog(); };

function frame(dialog) {
  return html`<dialog class="dialog ${dialog.kind ?? ''}" aria-labelledby="dialog-title" @close=${closing(dialog)} @mousedown=${aside}
    ${placed(element => { if (!element.open) element.showModal(); element.querySelector('[data-first]')?.focus(); })}>
    <div class="dialog-body">
      <header class="dialog-head"><h2 id="dialog-title" tabindex="-1">${dialog.title}</h2>
        <button type="button" class="quiet square" @click=${closeDialog} aria-label="Close">${icon('close')}</button></header>
      ${dialog.view()}
    </div></dialog>`;
}

/* Keys */

const OFF = 'greenroom.keys-off';
const typing = target => target.closest?.('input, textarea, select, [contenteditable]');

const KEYS = [['n', 'New artist'], ['g', 'Generate, or regenerate'], ['e', 'Edit the artist'], ['h', 'History'], ['w', 'Why this picture, or this text'],
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

/* States */

/**
 * What a screen shows while it has nothing yet: nothing for 200 ms, then boxes of the final size; or what went wrong.
 * `load()` runs the reading and keeps error and business.
 */
export class Loading {
  constructor(read) {
    this.read = read;
    this.busy = false;
    this.slow = false;
    this.error = null;
    this.turn = 0;
  }

  async load(...args) {
    const mine = ++this.turn;
    this.busy = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (this.busy) { this.slow = true; invalidate(); } }, 200);
    try {
      await this.read(...args);
      if (mine === this.turn) this.error = null;
    } catch (error) {
      if (mine === this.turn && error.name !== 'AbortError') this.error = error;
    }
    if (mine !== this.turn) return;
    this.busy = this.slow = false;
    clearTimeout(this.timer);
    invalidate();
  }
}

export const bones = (shape, n) => html`<div class="bones ${shape}" aria-hidden="true">${Array.from({length: n}, () => html`<i></i>`)}</div>`;

/** What happened, what is safe, the next step, the code and the request. */
export function failure(error, {what, again, heading = 'h1'}) {
  if (error.status === 401) return signIn();
  if (error.status === 404) return nowhere();
  const title = html`${what} did not load`;
  return html`<section class="state" role="alert">
    ${heading === 'h1' ? html`<h1 tabindex="-1">${title}</h1>` : html`<h2>${title}</h2>`}
    <p>${error.message} Nothing is lost: what was saved stays saved, and running work goes on without the console.</p>
    <div class="buttons"><button type="button" class="filled" @click=${again}>Try now</button>
      <button type="button" @click=${() => copy(`${error.code} ${error.requestId ?? ''} ${location.href} ${new Date().toISOString()}`)}>Copy details</button></div>
    <p class="code">Code ${error.code}${error.requestId ? html`, request <code>${error.requestId}</code>` : nothing}</p>
  </section>`;
}

export const nowhere = () => html`<section class="state">
  <h1 tabindex="-1">Nothing here for you</h1>
  <p>This page does not exist, or it belongs to somebody else. Check the address, or ask its owner for a link.</p>
  <div class="buttons"><a class="button filled" href="/artists">Your artists</a></div></section>`;

export const signIn = () => html`<section class="state">
  <h1 tabindex="-1">Open your sign-in link</h1>
  <p>This browser is not signed in. Greenroom prints a one-time link in the terminal when it is ready; it looks like this:</p>
  <p><code class="block">Greenroom is ready: ${location.origin}/?code=…</code></p>
  <p>Open that link here. A link works once: if yours was used, stop Greenroom and start <code>./greenroom</code> again, and it prints a new one. Your artists stay as they are.</p>
  <div class="buttons"><button type="button" class="filled" @click=${() => location.reload()}>Try again</button></div>
  <p class="code">Code NOT_SIGNED_IN</p></section>`;

/** A command that failed: the words stand where the reader is. */
export const refusal = error => error ? html`<p class="refusal" role="alert">${icon('warn')}<span>${error.message}${error.comeAgainAt ? ` That is at ${timeWithSeconds(error.comeAgainAt)}.` : ''}
  <small>Code ${error.code}${error.requestId ? html`, request <code>${error.requestId}</code>` : nothing}</small></span></p>` : nothing;

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied.');
  } catch {
    toast('The browser did not allow copying. Select the text and copy it yourself.', {tone: 'warn'});
  }
}

/* What is said in passing */

const STAYS = 10_000;
let toasts = [];
let numbers = 0;

/** Says what was done, and offers what can follow, mostly to take it back. Waits while the pointer or the focus is on it. */
export function toast(words, {action, act, sign = 'undo', tone = 'check'} = {}) {
  const it = {id: ++numbers, words, action, act, sign, tone};
  toasts = [...toasts.slice(-2), it];
  announce(words);
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

export const toastsView = () => html`<div class="toasts">${repeat(toasts, it => it.id, it => html`
  <div class="toast ${it.tone}" @mouseenter=${() => clearTimeout(it.timer)} @mouseleave=${() => leaveSoon(it)}
    @focusin=${() => clearTimeout(it.timer)} @focusout=${() => leaveSoon(it)}>
    ${icon(it.tone)}<span>${it.words}</span>
    ${it.action ? html`<button type="button" class="row" @click=${() => { drop(it); it.act(); }}>${icon(it.sign)}${it.action}</button>` : nothing}
    <button type="button" class="quiet square row" aria-label="Dismiss" @click=${() => drop(it)}>${icon('close')}</button>
  </div>`)}</div>`;

/** The polite live region: toasts, changes of stage and ends, joined, at most every five seconds. Never percents. */
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
