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
