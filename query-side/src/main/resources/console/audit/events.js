import {html, nothing, repeat} from '../ui/lit.js';
import {invalidate, afterDrawing} from '../ui/frame.js';
import {icon} from '../ui/icons.js';
import {Loading, bones, failure} from '../ui/states.js';
import {setQuery} from '../ui/router.js';
import {count, date, number, timeWithSeconds} from '../ui/words.js';
import {get} from '../api.js';
import {on, streaming, TYPES} from '../live.js';
import {who} from '../me.js';
import {artistName} from '../artist/names.js';
import {generations} from '../generation/store.js';
import {sentenceOf, isFailure, causesOf} from './story.js';
import {jsonView} from './history.js';

const PAGE = 200;
const MOST_PAGES = 15;
const SHOWN = 400;
/** Further down than this the reader is reading: what comes waits. */
const READING = 120;

export function open(params, query) {
  return new Tail().show(params, query);
}

/** All own events, newest first, live until it is paused, an event is open or the reader has moved down. */
class Tail {
  constructor() {
    Object.assign(this, {events: [], waiting: [], paused: false, cut: false, read: false, type: null, stream: null, chosen: null, asked: new Map()});
    this.keys = {Escape: () => this.choose(null)};
    this.loading = new Loading(() => this.readAll());
    this.ends = [on('event', event => this.heard(event)), on('refresh', () => this.loading.load())];
  }

  show(_, query) {
    const [type, stream] = [query.get('type') ?? '', query.get('stream') ?? ''];
    this.chosen = query.get('event');
    if (type !== this.type || stream !== this.stream) {
      Object.assign(this, {type, stream, events: [], waiting: [], read: false});
      this.loading.load();
    }
    return this;
  }

  close() {
    this.ends.forEach(end => end());
  }

  title() {
    return this.waiting.length ? `${this.waiting.length} new, Events` : 'Events';
  }

  async readAll() {
    const {type, stream} = this;
    await streaming();
    let all = [];
    let cursor = null;
    for (let page = 0; page < MOST_PAGES; page++) {
      const {items, next} = await get('/api/events', {type, stream, cursor, limit: PAGE});
      all = all.concat(items);
      cursor = next;
      if (!cursor) break;
    }
    if (type !== this.type || stream !== this.stream) return;
    const seen = new Set(all.map(e => e.eventId));
    this.events = [...this.events.filter(e => !seen.has(e.eventId)), ...all.reverse()];
    for (const e of all) if (e.type === 'GenerationRequested') this.asked.set(e.streamId, e.data);
    Object.assign(this, {read: true, cut: Boolean(cursor)});
  }

  heard(event) {
    if ((this.type && event.type !== this.type) || (this.stream && event.streamId !== this.stream)) return;
    if (this.events.some(e => e.eventId === event.eventId)) return;
    if (this.holds()) this.waiting.unshift(event);
    else this.events.unshift(event);
  }

  holds() {
    return this.paused || this.chosen || scrollY > READING;
  }

  letIn() {
    this.events = [...this.waiting, ...this.events];
    this.waiting = [];
    scrollTo(0, 0);
    invalidate();
  }

  pause() {
    this.paused = !this.paused;
    if (!this.paused) this.letIn();
    invalidate();
  }

  choose(event) {
    const before = this.chosen;
    setQuery({event: event?.eventId ?? ''});
    afterDrawing(() => event ? document.getElementById('detail-title')?.focus() : document.getElementById(`event-${before}`)?.focus());
  }

  view() {
    if (this.loading.error && !this.read) return failure(this.loading.error, {what: 'Events', again: () => this.loading.load()});
    const open = this.chosen && this.events.find(e => e.eventId === this.chosen);
    const rows = this.events.slice(0, SHOWN);
    return html`<div class="split ${open ? 'open' : ''}"><div class="screen">
      <header class="screen-head plain"><h1 tabindex="-1">Events</h1>
        <label class="pick"><span class="sr-only">Event type</span><select id="event-type" @change=${e => setQuery({type: e.target.value, event: ''})}>
          <option value="" ?selected=${!this.type}>Every type</option>${TYPES.map(type => html`<option value=${type} ?selected=${this.type === type}>${type}</option>`)}</select></label></header>
      <div class="list-head">
        <button type="button" class=${this.paused ? 'filter row' : 'row'} id="pause" aria-pressed=${this.paused} @click=${() => this.pause()}>${icon('pause')}${this.paused ? 'Paused' : 'Pause'}</button>
        ${this.waiting.length ? html`<button type="button" class="pill" id="new-items" @click=${() => this.letIn()}>${icon('up')}${number(this.waiting.length)} new</button>` : nothing}
        ${this.stream ? html`<button type="button" class="filter" aria-pressed="true" @click=${() => setQuery({stream: ''})}>${icon('check')}Only ${this.thing(this.stream)}</button>` : nothing}
        <p class="aside">${open ? 'New ones wait while an event is open. Green edge: same ask. ' : ''}<strong>${number(this.events.length)}</strong> ${this.events.length === 1 ? 'event' : 'events'}</p></div>
      ${this.cut ? html`<p class="hint">Your first ${count(PAGE * MOST_PAGES, 'event')} are here, and all that come from now on. Choose a type, or open one thing’s history, to see the rest.</p>` : nothing}
      ${!this.read ? this.loading.slow ? bones('lines', 8) : nothing
        : !rows.length ? html`<p class="empty">${this.type || this.stream ? 'No event is of this kind yet.' : 'Nothing has happened yet. Everything that you and Greenroom do will stand here.'}</p>`
        : html`<table class="rows fixed" id="events"><thead><tr><th scope="col" class="c-time">Time</th><th scope="col" class="c-type">Type</th><th scope="col" class="c-thing">Thing and revision</th><th scope="col" class="c-what">What</th><th scope="col" class="c-actor">Actor</th></tr></thead>
          <tbody>${repeat(rows, e => e.eventId, e => this.row(e, open))}</tbody></table>
          ${this.events.length > SHOWN ? html`<p class="hint more">The newest ${SHOWN} are shown. Choose a type to see further back.</p>` : nothing}`}
    </div>${open ? this.detail(open) : nothing}</div>`;
  }

  /** What a stream is about, as far as this page has heard of it. */
  thing(id) {
    if (id.startsWith('art_')) return artistName(id);
    const it = generations.get(id) ?? this.asked.get(id);
    return it?.artistId ? `${it.kind === 'bio' ? 'Bio' : 'Portrait'} of ${artistName(it.artistId)}` : 'Generation';
  }

  row(event, open) {
    const [what, rest] = sentenceOf(event, null);
    const today = date(event.occurredAt) === date(Date.now());
    return html`<tr class="${open === event ? 'chosen' : ''} ${open && open.correlationId === event.correlationId ? 'same' : ''}">
      <td class="mono">${today ? '' : `${date(event.occurredAt)} `}${timeWithSeconds(event.occurredAt)}</td>
      <td><button type="button" class="type" id="event-${event.eventId}" @click=${() => this.choose(event)}>${isFailure(event) ? icon('warn') : nothing}${event.type}</button></td>
      <td>${this.thing(event.streamId)} <span class="mono">r${event.revision}</span></td>
      <td class="what hide-small c-what">${[what, rest].filter(Boolean).join(', ')}</td>
      <td class="dim">${who(event.actor)}</td></tr>`;
  }

  detail(event) {
    const effects = this.events.filter(e => e.causationId === event.eventId).reverse();
    const chain = causesOf(event, [...this.events].reverse()).slice(1);
    const link = (e, words) => html`<div><dt>${words}</dt><dd><a href="?${new URLSearchParams({...(this.type && {type: this.type}), ...(this.stream && {stream: this.stream}), event: e.eventId})}">${e.type}</a> <span class="dim">${timeWithSeconds(e.occurredAt)}</span></dd></div>`;
    return html`<aside class="detail" aria-labelledby="detail-title"><div class="detail-head"><h2 id="detail-title" tabindex="-1">${event.type}</h2>
        <button type="button" class="quiet square" aria-label="Close" @click=${() => this.choose(null)}>${icon('close')}</button></div>
      <dl class="envelope">
        <div><dt>When</dt><dd>${date(event.occurredAt)} ${timeWithSeconds(event.occurredAt)}</dd></div>
        <div><dt>Thing</dt><dd><a href=${event.streamType === 'artist' ? `/artists/${event.streamId}` : `/generations/${event.streamId}`}>${this.thing(event.streamId)}</a> r${event.revision}
          <button type="button" class="link" @click=${() => setQuery({stream: event.streamId, event: event.eventId})}>Only this</button></dd></div>
        <div><dt>Actor</dt><dd>${who(event.actor)}</dd></div>
        <div><dt>Schema</dt><dd>${event.type}, revision ${event.typeRevision}</dd></div>
        <div><dt>Event</dt><dd class="mono">${event.eventId}</dd></div>
        <div><dt>Ask</dt><dd class="mono">${event.correlationId}</dd></div>
        ${chain.map((e, i) => link(e, i ? 'Before that' : 'Caused by'))}
        ${effects.map((e, i) => link(e, i ? '' : 'Led to'))}
      </dl>
      <h3>All of it</h3>${jsonView(event)}</aside>`;
  }
}

