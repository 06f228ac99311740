// The one place that names where Lit lives. It is lit-html only: the console is a function of its state, drawn once per frame.
import {html, nothing, noChange, render} from '/webjars/lit-html/3.3.2/lit-html.js';
import {directive, Directive} from '/webjars/lit-html/3.3.2/directive.js';
import {repeat} from '/webjars/lit-html/3.3.2/directives/repeat.js';

export {html, nothing, render, repeat};

/** Sets CSS custom properties through the CSSOM, since the content security policy forbids style attributes. */
export const vars = directive(class extends Directive {
  update(part, [values]) {
    for (const [name, value] of Object.entries(values)) {
      if (this.last?.[name] !== value) part.element.style.setProperty(name, value);
    }
    this.last = values;
    return noChange;
  }
  render() { return noChange; }
});

/** Keeps an input's value as the state has it, also after typing; an input that has it already is left alone. */
export const value = directive(class extends Directive {
  update(part, [text]) {
    if (part.element.value !== text) part.element.value = text;
    return noChange;
  }
  render() { return noChange; }
});

/** Calls `tell(element)` once, when the element has been put into the page. */
export const placed = directive(class extends Directive {
  update(part, [tell]) {
    if (this.element !== part.element) {
      this.element = part.element;
      queueMicrotask(() => tell(part.element));
    }
    return noChange;
  }
  render() { return noChange; }
});

/**
 * Fetches a picture when its place comes into view; once the reader has scrolled, a screen or two ahead. Browsers' own lazy
 * loading fetches a thousand pixels ahead from the start, which here is everything, a megabyte each.
 */
export const seen = directive(class extends Directive {
  update({element}, [url]) {
    if (this.url !== url) {
      this.url = url;
      // What shows a picture already shows the next one as well.
      if (element.hasAttribute('src')) element.src = url;
      else watch(element, url);
    }
    return noChange;
  }
  render() { return noChange; }
});

const AHEAD = 1500;
const unseen = new Map();
let eye = null;

function watch(element, url) {
  if (!eye) {
    eye = looking(0);
    addEventListener('scroll', lookAhead, {once: true, passive: true});
  }
  unseen.set(element, url);
  eye.observe(element);
}

const looking = ahead => new IntersectionObserver(entries => {
  for (const {target, isIntersecting} of entries) if (isIntersecting) show(target);
}, {rootMargin: `${ahead}px 0px`});

function show(element) {
  element.src = unseen.get(element);
  unseen.delete(element);
  eye.unobserve(element);
}

function lookAhead() {
  eye.disconnect();
  eye = looking(AHEAD);
  for (const element of unseen.keys()) {
    if (element.isConnected) eye.observe(element);
    else unseen.delete(element);
  }
}

/* Frames */

/** One drawing per animation frame, however many events arrive in between. */
let draw = () => {};
let due = false;
const afterwards = [];

export function begin(drawing) {
  draw = drawing;
  invalidate();
}

export function invalidate() {
  if (due) return;
  due = true;
  // A hidden page gets no frames, but its title still tells the state.
  if (document.hidden) setTimeout(run, 500);
  else requestAnimationFrame(run);
}

/** Runs once, right after the next drawing. */
export function afterDrawing(task) {
  afterwards.push(task);
  invalidate();
}

function run() {
  due = false;
  draw();
  for (const task of afterwards.splice(0)) task();
}

const waiting = new Map();

/** Runs the task soon, once, however often it is asked for within the time. */
export function soon(key, task, millis = 200) {
  if (waiting.has(key)) return;
  waiting.set(key, setTimeout(() => {
    waiting.delete(key);
    task();
  }, millis));
}

/* Icons and chips */

const PATHS = {
  artists: 'M6 7.300a2.400 2.400 0 1 0 0-4.800 2.400 2.400 0 0 0 0 4.800ZM1.800 13.500v-1A2.700 2.700 0 0 1 4.500 9.800h3a2.700 2.700 0 0 1 2.700 2.700v1M10.600 2.700a2.400 2.400 0 0 1 0 4.400M12.200 9.900a2.700 2.700 0 0 1 2 2.600v1',
  image: 'M2 3h12v10H2ZM2.300 11.600 6 8l2.800 2.600 1.900-1.800 3 2.800M10.800 6.300h.01',
  layers: 'M8 2.500 14 5.700 8 8.900 2 5.700ZM2 8.500l6 3.200 6-3.200M2 11.200l6 3.200 6-3.200',
  letters: 'M2.300 9.300 4.300 3.500h7.400l2 5.800v3.700H2.300ZM2.300 9.300h3.200c.3 1.500 1.200 2 2.500 2s2.200-.5 2.500-2h3.200',
  events: 'M5.500 4H14M5.500 8H14M5.500 12H14M2.200 4h.01M2.200 8h.01M2.200 12h.01',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM10.400 10.400 14 14',
  edit: 'M2.800 13.200 3.500 10l7-7 2.500 2.500-7 7ZM9.200 4.300l2.500 2.500',
  close: 'M3.500 3.500l9 9M12.500 3.500l-9 9',
  retry: 'M13.200 8A5.200 5.200 0 1 1 11 3.750L13.200 5.500M13.200 2.300v3.200H10',
  cancel: 'M8 13.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11ZM4.200 4.200l7.600 7.600',
  check: 'M3 8.500 6.300 12 13 4.500',
  warn: 'M5.500 2h5L14 5.500v5L10.500 14h-5L2 10.500v-5ZM8 4.800v3.700M8 11h.01',
  offline: 'M6.300 2.500h3.400v2.200c0 1.200-.7 1.600-.7 2.800v1h3a1 1 0 0 1 1 1v2H3v-2a1 1 0 0 1 1-1h3v-1c0-1.200-.7-1.600-.7-2.800ZM3 13.800h10',
  waiting: 'M8 13.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11ZM8 5v3.200l2 1.300',
  running: 'M8 2.500A5.500 5.500 0 1 1 2.900 10.100M8 8h.01',
  download: 'M8 2.500v7.500M4.800 7 8 10.200 11.200 7M3 13.300h10',
  history: 'M2.800 8A5.200 5.200 0 1 0 5 3.750L2.800 5.500M2.800 2.300v3.200H6M8 5.200V8.300l2 1.200',
  back: 'M9.800 3 4.800 8l5 5',
  forward: 'M6.200 3l5 5-5 5',
  up: 'M8 13V3.500M4 7.300l4-4 4 4',
  more: 'M3.500 8h.01M8 8h.01M12.500 8h.01',
  help: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM6.200 6.300c.1-1 .8-1.700 1.800-1.700s1.800.6 1.800 1.600c0 1.300-1.800 1.300-1.800 2.600M8 11.200h.01',
  trash: 'M2.800 4.300h10.400M6.300 4.300V2.700h3.400v1.600M4 4.300l.6 9h6.800l.6-9',
  undo: 'M5.500 3 2.800 5.800l2.700 2.700M3 5.800h6.500a3.500 3.500 0 0 1 0 7H6',
  pause: 'M5.500 3.500v9M10.500 3.500v9',
  play: 'M5 3.200v9.600L12.500 8Z',
  copy: 'M5.500 5.500h8v8h-8ZM10.500 5.500v-3h-8v8h3',
  text: 'M3 3.500h10M3 6.800h10M3 10.100h7M3 13.300h4',
  spark: 'M8 2.200 9.500 6.500 13.800 8 9.500 9.500 8 13.800 6.500 9.500 2.200 8 6.500 6.500Z',
  why: 'M4 3.500h.01M4 3.500v5.500a3 3 0 0 0 3 3h5.500M9.800 9.200l2.700 2.800-2.700 2.700',
};

/** An icon beside a word; it says nothing by itself. */
export const icon = (name, more = '') => html`<svg class="icon ${more}" viewBox="0 0 16 16" aria-hidden="true"><path d=${PATHS[name]}></path></svg>`;

/** The door that stands ajar. */
export const door = () => html`<svg class="door" viewBox="0 0 24 24" aria-hidden="true">
  <path class="leaf" d="M12.500 3.500 19.500 6v14.500h-7Z"></path><path class="frame" d="M12.500 20.500H5.500V3.500h7v17ZM2.500 20.500h19"></path></svg>`;

/** Colour, icon and word, always all three. */
export const chip = (tone, name, words) => html`<span class="chip ${tone}">${icon(name)}<span>${words}</span></span>`;
export const offlineChip = (words = 'Offline') => chip('offline', 'offline', words);
export const key = name => html`<kbd aria-hidden="true">${name}</kbd>`;
/* Words */

const clock = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit'});
const seconds = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const day = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});
const fullDay = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', year: 'numeric'});
const figures = new Intl.NumberFormat('en-GB');

export const number = n => figures.format(n);
export const count = (n, one, many = one + 's') => `${figures.format(n)} ${n === 1 ? one : many}`;
export const time = at => clock.format(new Date(at));
export const timeWithSeconds = at => seconds.format(new Date(at));

export function date(at) {
  const when = new Date(at);
  return when.getFullYear() === new Date().getFullYear() ? day.format(when) : fullDay.format(when);
}

/** "Today 14:32" or "12 Nov 18:40". */
export function moment(at) {
  const when = new Date(at);
  return `${when.toDateString() === new Date().toDateString() ? 'Today' : date(at)} ${clock.format(when)}`;
}

/** "just now", "26 min ago", "5 h ago", then the date. */
export function ago(at) {
  const minutes = Math.floor((Date.now() - new Date(at)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return date(at);
}

export function duration(millis) {
  return millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`;
}

export function bytes(n) {
  return n < 1_000_000 ? `${Math.max(1, Math.round(n / 1000))} kB` : `${(n / 1_000_000).toFixed(1)} MB`;
}

export const sentence = text => text ? text[0].toUpperCase() + text.slice(1) : text;
export const clip = (text, length) => text.length > length ? text.slice(0, length - 1).trimEnd() + '…' : text;

/** Words of others in quotation marks; their own marks go when they hold all of it, and turn single inside. */
export function quote(text, length = 90) {
  const words = text.trim().replace(/^["“”„«»]([^"“”„«»]*)["“”„«»]$/u, '$1');
  return `“${clip(words, length).replace(/(^|[\s([{—–-])["“„«]/gu, '$1‘').replace(/["“”„«»]/gu, '’')}”`;
}

const listing = new Intl.ListFormat('en-GB', {type: 'conjunction'});
export const list = words => listing.format(words);

export function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return words.length ? [...words].slice(0, 2).map(w => [...w][0]).join('').toUpperCase() : '';
}

const HUES = {synthwave: 312, ambient: 205, jazz: 24, metal: 4, folk: 130, 'hip-hop': 12, techno: 66, classical: 42, punk: 336, reggae: 92, 'k-pop': 186,
  blues: 218, 'lo-fi': 250, house: 34, indie: 284, country: 20};

/** A hue that belongs to a genre: the same words give the same colour on every machine. */
export function hue(text) {
  if (!text.trim()) return 157;
  const known = Object.keys(HUES).find(genre => text.toLowerCase().includes(genre));
  if (known) return HUES[known];
  let h = 2166136261;
  for (const c of text.trim().toLowerCase()) h = Math.imul(h ^ c.codePointAt(0), 16777619);
  return ((h >>> 0) * 137.508) % 360 | 0;
}
