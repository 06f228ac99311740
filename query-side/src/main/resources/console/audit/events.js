import {html, nothing, repeat, invalidate, afterDrawing, icon, date, number, timeWithSeconds} from '../ui/draw.js';
import {Loading, bones, failure, setQuery, toast} from '../ui/page.js';
import {get, on, streaming, TYPES, who} from '../server.js';
import {artistName} from '../studio.js';
import {generations} from '../generation/work.js';
import {nameOf} from '../generation/words.js';
import {sentenceOf, isFailure} from './history.js';
import {detail} from './detail.js';

const PAGE = 100;
/** A tail that runs for hours draws no more rows than this, unless older ones are asked for. */
const SHOWN = 400;
/** An event that the address names is looked for as far back as this many pages. */
const MOST_PAGES = 10;
/** Further down than this the reader is reading: what comes waits. */
const READING = 120;
const MOST_GENERATIONS = 200;
const idOf = event => event.eventId;

export function open(params, query) {
  return new Tail().show(params, query);
}

/** The sheet begins at its head, which the page's own bars must not push away. */
function atItsTop(title) {
  title?.focus({preventScroll: true});
  title?.closest('.detail').scrollTo(0, 0);
}

/** All own events, newest first, live until it is paused, an event is open or the reader has moved down. */
class Tail {
  constructor() {
    Object.assign(this, {events: [], waiting: [], next: null, more: false, most: SHOWN, paused: false, read: false, type: null, stream: null, chosen: null, asked: new Map()});
    this.keys = {Escape: () => this.choose(null)};
    this.loading = new Loading(() => this.readNewest());
    this.ends = [on('event', event => this.heard(event)), on('refresh', () => this.loading.load())];
  }

  show(_, query) {
    const [type, stream] = [query.get('type') ?? '', query.get('stream') ?? ''];
    this.chosen = query.get('event');
    this.as = query.get('as') ?? '';
    if (type !== this.type || stream !== this.stream) {
      Object.assign(this, {type, stream, events: [], waiting: [], next: null, most: SHOWN, read: false});
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

  page(cursor = null) {
    return get('/api/events', {order: 'newest', type: this.type, stream: this.stream, cursor, limit: PAGE});
  }

  /** Reads the newest, also after a while without a connection: what was missed comes as news do. */
  async readNewest() {
    const {type, stream} = this;
    await streaming();
    const {items, next} = await this.page();
    if (type !== this.type || stream !== this.stream) return;
    const known = [...this.waiting, ...this.events];
    const found = new Set(items.map(idOf));
    const meeting = known.findIndex(e => found.has(e.eventId));
    // With nothing in common, more was missed than a page holds: the list begins afresh.
    const afresh = this.read && meeting < 0;
    const newer = afresh ? [] : known.slice(0, meeting < 0 ? known.length : meeting);
    const older = meeting < 0 ? [] : known.slice(meeting).filter(e => !found.has(e.eventId));
    const all = [...newer, ...items, ...older];
    const shown = new Set(this.events.map(idOf));
    const waits = e => this.read && !afresh && this.holds() && !shown.has(e.eventId);
    if (!this.read || afresh) this.next = next;
    Object.assign(this, {waiting: all.filter(waits), events: all.filter(e => !waits(e))});
    this.read = true;
    await this.know(items);
    for (let n = 1; n < MOST_PAGES && this.chosen && this.next && !this.events.some(e => e.eventId === this.chosen); n++) await this.readOlder();
  }

  async readOlder() {
    const {type, stream} = this;
    const {items, next} = await this.page(this.next);
    if (type !== this.type || stream !== this.stream) return;
    const seen = new Set(this.events.map(idOf));
    Object.assign(this, {events: [...this.events, ...items.filter(e => !seen.has(e.eventId))], next});
    await this.know(items);
  }

  async showOlder() {
    this.most = Math.max(this.most, this.events.length) + PAGE;
    this.more = true;
    invalidate();
    try {
      if (this.next && this.events.length < this.most) await this.readOlder();
    } catch (error) {
      toast(`No older events were read. ${error.message}`, {tone: 'warn'});
    }
    this.more = false;
    invalidate();
  }

  /** An attempt names its generation only: whose it is, one list tells for all of them. */
  async know(events) {
    for (const e of events) if (e.type === 'GenerationRequested') this.asked.set(e.streamId, e.data);
    if (events.some(e => e.streamType === 'generation' && !generations.has(e.streamId) && !this.asked.has(e.streamId))) {
      const {items} = await get('/api/generations', {limit: MOST_GENERATIONS}).catch(() => ({items: []}));
      for (const it of items) this.asked.set(it.id, it);
    }
  }

  heard(event) {
    if ((this.type && event.type !== this.type) || (this.stream && event.streamId !== this.stream)) return;
    if ([...this.waiting, ...this.events].some(e => e.eventId === event.eventId)) return;
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
    afterDrawing(() => event ? atItsTop(document.getElementById('detail-title')) : document.getElementById(`event-${before}`)?.focus());
  }

  view() {
    if (this.loading.error && !this.read) return failure(this.loading.error, {what: 'Events', again: () => this.loading.load()});
    const open = this.chosen && this.events.find(e => e.eventId === this.chosen);
    const rows = this.events.slice(0, this.most);
    const bare = this.read && !rows.length && !this.waiting.length && !this.type && !this.stream;
    const older = this.next || rows.length < this.events.length;
    return html`<div class="split ${open ? 'open' : ''}"><div class="screen">
      <header class="screen-head plain"><h1 tabindex="-1">Events</h1>
        ${bare ? nothing : html`<label class="pick"><span class="sr-only">Event type</span><select id="event-type" @change=${e => setQuery({type: e.target.value, event: ''})}>
          <option value="" ?selected=${!this.type}>Every type</option>${TYPES.map(type => html`<option value=${type} ?selected=${this.type === type}>${type}</option>`)}</select></label>`}</header>
      ${bare ? nothing : html`<div class="list-head">
        <button type="button" class=${this.paused ? 'filter row' : 'row'} id="pause" aria-pressed=${this.paused} @click=${() => this.pause()}>${icon('pause')}${this.paused ? 'Paused' : 'Pause'}</button>
        ${this.waiting.length ? html`<button type="button" class="pill" id="new-items" @click=${() => this.letIn()}>${icon('up')}${number(this.waiting.length)} new</button>` : nothing}
        ${this.stream ? html`<button type="button" class="filter" aria-pressed="true" @click=${() => setQuery({stream: ''})}>${icon('check')}Only ${this.thing(this.stream)}</button>` : nothing}
        <p class="aside">${open ? 'New ones wait while an event is open. Green edge: same ask. ' : ''}${this.read ? html`${older ? 'Newest ' : ''}<strong>${number(rows.length)}</strong> ${rows.length === 1 ? 'event' : 'events'}` : nothing}</p></div>`}
      ${!this.read ? this.loading.slow ? bones('lines', 8) : nothing
        : !rows.length ? html`<div class="empty">${bare ? html`<p>Nothing has happened yet. Everything that you and Greenroom do will stand here.</p><a class="button" href="/artists">Begin with an artist</a>`
          : html`<p>No event is of this kind yet.</p><button type="button" @click=${() => setQuery({type: '', stream: '', event: ''})}>Show every event</button>`}</div>`
        : html`<table class="rows fixed" id="events"><thead><tr><th scope="col" class="c-time">Time</th><th scope="col" class="c-type">Type</th><th scope="col" class="c-thing">Thing and revision</th><th scope="col" class="c-what">What</th><th scope="col" class="c-actor">Actor</th></tr></thead>
          <tbody>${repeat(rows, e => e.eventId, e => this.row(e, open))}</tbody></table>
          ${older ? html`<div class="more"><button type="button" id="older" ?disabled=${this.more} @click=${() => this.showOlder()}>${this.more ? 'Reading…' : 'Show older events'}</button></div>` : nothing}`}
    </div>${open ? detail(open, this.askOf(open), {thing: this.thing(open.streamId), to: it => this.to(it), closed: () => this.choose(null), mode: this.as}) : nothing}</div>`;
  }

  /** What a stream is about, as far as this page has heard of it. */
  thing(id) {
    if (id.startsWith('art_')) return artistName(id);
    const it = generations.get(id) ?? this.asked.get(id);
    return it?.kind ? nameOf(it, 40) : 'Generation';
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

  /** The events of its ask that this page has, oldest first. */
  askOf(event) {
    return [...this.waiting, ...this.events].filter(e => e.correlationId === event.correlationId).reverse();
  }

  /** The address of the screen with another event open. */
  to(event) {
    const query = new URLSearchParams(location.search);
    query.set('event', event.eventId);
    return `?${query}`;
  }
}
