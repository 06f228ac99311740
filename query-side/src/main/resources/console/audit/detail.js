import {html, nothing, icon, date, number, timeWithSeconds} from '../ui/draw.js';
import {copy, setQuery} from '../ui/page.js';
import {who} from '../server.js';
import {costOf} from '../generation/words.js';
import {jsonView} from './history.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Deeper and longer than this a payload begins folded. */
const SHALLOW = 2;
const FEW = 8;

/**
 * One event: its envelope, its payload, and what it came from and led to as a timeline.
 *
 * @param ask     the events of its ask, as far as they are known, oldest first
 * @param options {thing: the stream's name, to: an event's address, closed, mode: tree or json}
 */
export function detail(event, ask, {thing, to, closed, mode}) {
  return html`<aside class="detail" aria-labelledby="detail-title"><div class="detail-head"><h2 id="detail-title" tabindex="-1">${event.type}</h2>
      <button type="button" class="row" @click=${() => copy(JSON.stringify(event, null, 2))}>${icon('copy')}JSON</button>
      <button type="button" class="quiet square" aria-label="Close" @click=${closed}>${icon('close')}</button></div>
    <dl class="envelope">
      <div><dt>When</dt><dd>${date(event.occurredAt)} ${timeWithSeconds(event.occurredAt)}</dd></div>
      <div><dt>Thing</dt><dd><a href=${pageOf(event.streamId)}>${thing}</a> <span class="mono">r${event.revision}</span>
        <button type="button" class="link" id="only-thing" @click=${() => setQuery({stream: event.streamId})}>Only this</button></dd></div>
      <div><dt>Actor</dt><dd>${who(event.actor)}</dd></div>
      <div><dt>Schema</dt><dd>${event.type}, revision ${event.typeRevision}</dd></div>
      <div><dt>Event</dt><dd class="mono">${event.eventId}</dd></div>
      <div><dt>Ask</dt><dd class="mono">${event.correlationId}</dd></div>
    </dl>
    <div class="detail-part"><h3>Payload</h3><div class="segments" role="group" aria-label="Payload as">${[['', 'Tree'], ['json', 'JSON']].map(([value, words]) => html`
      <button type="button" aria-pressed=${mode === value} @click=${() => setQuery({as: value})}>${words}</button>`)}</div></div>
    ${mode === 'json' ? jsonView(event) : html`<dl class="tree">${entries(event.data ?? {}, 0)}</dl>`}
    <div class="detail-part"><h3>Causes and effects</h3>${event.streamType === 'artist' ? html`<a class="quiet-link" href="/artists/${event.streamId}/history?why=${event.eventId}">In history</a>` : nothing}</div>
    ${timeline(event, ask, to)}</aside>`;
}

export const pageOf = id => id.startsWith('art_') ? `/artists/${id}` : `/generations/${id}`;

/* The payload */

const entries = (value, depth) => Object.entries(value).map(([name, it]) => html`<div><dt>${name}</dt>${leafOr(name, it, depth)}</div>`);

function leafOr(name, it, depth) {
  if (it === null || typeof it !== 'object') return html`<dd class=${it === null ? 'dim' : typeof it}>${leaf(it)}</dd>`;
  const size = Object.keys(it).length;
  if (!size) return html`<dd class="dim">${Array.isArray(it) ? 'empty list' : 'empty'}</dd>`;
  const said = Array.isArray(it) ? `${number(size)} in a list` : it.micros !== undefined && it.currency ? costOf(it) : `${number(size)} ${size === 1 ? 'field' : 'fields'}`;
  return html`<dd><details ?open=${depth < SHALLOW && size <= FEW}><summary aria-label="${name}, ${said}">${said}</summary><dl class="tree">${entries(it, depth + 1)}</dl></details></dd>`;
}

const leaf = it => typeof it === 'string' && /^(art|gen)_[0-9a-z]{26}$/.test(it) ? html`<a href=${pageOf(it)}>${it}</a>` : typeof it === 'number' ? String(it) : `${it}`;

/* Causes and effects */

/** What led to the event and what followed from it, oldest first; a commit's events stand beside each other. */
function related(event, ask) {
  const byId = new Map(ask.map(it => [it.eventId, it]));
  const before = new Set();
  for (let at = byId.get(event.causationId); at && !before.has(at); at = byId.get(at.causationId)) before.add(at);
  const after = new Set([event.eventId]);
  for (const it of ask) if (after.has(it.causationId)) after.add(it.eventId);
  return ask.filter(it => before.has(it) || after.has(it.eventId) || it.commandId === event.commandId);
}

function timeline(event, ask, to) {
  return html`<ol class="timeline" id="timeline">${related(event, ask.some(it => it.eventId === event.eventId) ? ask : [...ask, event]).map(it => {
    const same = it.eventId === event.eventId;
    return html`<li aria-current=${same ? 'true' : nothing}><div>${same ? html`<strong>${it.type}</strong>` : html`<a href=${to(it)}>${it.type}</a>`}
      <small>${same ? 'this event' : who(it.actor)}</small></div>
      <time datetime=${it.occurredAt}>${same ? timeWithSeconds(it.occurredAt) : apart(new Date(it.occurredAt) - new Date(event.occurredAt))}</time></li>`;
  })}</ol>`;
}

function apart(millis) {
  const far = Math.abs(millis);
  const words = far < MINUTE ? `${(far / 1000).toFixed(1)} s` : far < HOUR ? `${Math.round(far / MINUTE)} min` : far < DAY ? `${Math.round(far / HOUR)} h` : `${Math.round(far / DAY)} days`;
  return `${words} ${millis < 0 ? 'before' : 'after'}`;
}
