import {html, nothing, repeat, placed} from '../ui/lit.js';
import {invalidate} from '../ui/frame.js';
import {icon, chip} from '../ui/icons.js';
import {Loading, bones, failure, copy} from '../ui/states.js';
import {setQuery} from '../ui/router.js';
import {count, moment, time, timeWithSeconds, ago} from '../ui/words.js';
import {get} from '../api.js';
import {who} from '../me.js';
import {generations, isRunning, cancel} from '../generation/store.js';
import {stateChip} from '../generation/meter.js';
import {sentenceOf, personasBefore, asks, rowsOf, titleOf, isRoutine, isFailure, causesOf} from './story.js';

const PAGE = 200;
const MOST_PAGES = 20;

/** One thing's whole story: read once, then kept by events. */
export class History {
  constructor(id) {
    this.id = id;
    this.events = [];
    this.read = false;
    this.cut = false;
    this.opened = new Set();
    this.json = new Set();
    this.loading = new Loading(() => this.readAll());
  }

  load() {
    return this.loading.load();
  }

  async readAll() {
    let all = [];
    let cursor = null;
    for (let page = 0; page < MOST_PAGES; page++) {
      const {items, next} = await get(`/api/history/${this.id}`, {cursor, limit: PAGE});
      all = all.concat(items);
      cursor = next;
      if (!cursor) break;
    }
    this.cut = Boolean(cursor);
    const seen = new Set(all.map(e => e.eventId));
    this.events = [...all, ...this.events.filter(e => !seen.has(e.eventId))];
    this.read = true;
    this.told = null;
  }

  add(event) {
    if (!this.events.some(e => e.eventId === event.eventId)) this.events.push(event);
    this.told = null;
  }

  tell() {
    return this.told ??= {groups: asks(this.events), before: personasBefore(this.events)};
  }
}

/** The newest changes of the thing itself, for the side of its page. */
export function latestChanges(history, to) {
  const {before} = history.tell();
  const own = history.events.filter(e => e.streamId === history.id).slice(-6).reverse();
  return html`<section class="latest" aria-labelledby="latest-title"><div class="latest-head"><h2 id="latest-title">Latest changes</h2><a class="quiet-link" href=${to}>All history</a></div>
    ${history.read ? html`<ol>${own.map(e => {
      const [what, rest] = sentenceOf(e, before.get(e.eventId));
      return html`<li><a href="${to}?why=${e.eventId}"><span class="mono">r${e.revision}</span><span class="latest-words">${what}${rest ? html` <span class="latest-rest">${rest}</span>` : nothing}
        <small>${who(e.actor)}, ${ago(e.occurredAt)}</small></span></a></li>`;
    })}</ol>` : history.loading.error ? html`<p class="hint">The history did not load. ${history.loading.error.message}</p>` : history.loading.slow ? bones('lines', 4) : nothing}</section>`;
}

export function historyView(history, query) {
  if (history.loading.error && !history.read) return failure(history.loading.error, {what: 'History', again: () => history.load(), heading: 'h2'});
  if (!history.read) return history.loading.slow ? bones('lines', 6) : nothing;
  const mode = ['every', 'json'].includes(query.get('view')) ? query.get('view') : 'story';
  const why = query.get('why');
  return html`<div class="history">
    <div class="list-head"><div class="segments" role="group" aria-label="How much to tell">${[['story', 'Story'], ['every', 'Every event'], ['json', 'JSON']].map(([value, words]) => html`
      <button type="button" aria-pressed=${mode === value} @click=${() => setQuery({view: value === 'story' ? '' : value})}>${words}</button>`)}</div>
      <p class="aside">Newest ask first. Inside an ask, cause before effect.</p></div>
    ${history.cut ? html`<p class="hint">The first ${count(history.events.length, 'event')} are shown; there are more.</p>` : nothing}
    <ol class="asks">${repeat(history.tell().groups, g => g.id, g => ask(history, g, mode, why))}</ol></div>`;
}

const concerns = (group, why) => why && group.events.some(e => e.eventId === why || e.data?.generationId === why);

function ask(history, group, mode, why) {
  const {sign, words} = titleOf(group);
  const chosen = concerns(group, why);
  const work = generations.get(group.root.data?.generationId);
  const running = work && isRunning(work) && group.root.type === 'GenerationRequested';
  const failed = group.events.some(e => e.type === 'GenerationFailed');
  const open = mode !== 'story' || history.opened.has(group.id) || chosen;
  const rows = rowsOf(group.events, event => open || !isRoutine(event));
  const folded = group.events.length - rows.length;
  return html`<li class="ask ${chosen ? 'chosen' : ''}" ${placed(element => { if (chosen) element.scrollIntoView({block: 'center'}); })}>
    <div class="ask-head">${icon(sign)}<h2>${words}</h2>${running ? stateChip(work) : failed ? chip('bad', 'warn', 'Failed') : nothing}
      <span class="ask-time">${moment(group.root.occurredAt)}</span>
      ${running ? html`<button type="button" class="row danger" @click=${() => cancel(work.id)}>${icon('cancel')}Cancel</button>` : nothing}</div>
    <ol class="happened">${rows.map(row => line(history, row, mode, why))}
      ${folded ? html`<li class="fold"><button type="button" class="link" @click=${() => { history.opened.add(group.id); invalidate(); }}>Show ${count(folded, 'routine event')}</button></li>` : nothing}</ol></li>`;
}

function line(history, {event, depth}, mode, why) {
  const [what, rest] = sentenceOf(event, history.tell().before.get(event.eventId));
  const open = mode === 'json' || history.json.has(event.eventId);
  const mark = isFailure(event) ? 'bad' : why && (event.eventId === why || event.data?.generationId === why) ? 'on' : '';
  return html`<li class="line d${depth}"><span class="mono line-rev">${event.streamId === history.id ? `r${event.revision}` : ''}</span>
    <span class="branch ${mark}" aria-hidden="true"></span>
    <span class="line-words"><strong>${mode === 'every' ? event.type : what}</strong> ${mode === 'every' ? html`<span>${what}${rest ? ', ' : ''}</span>` : nothing}<span>${rest}</span></span>
    <button type="button" class="link json-toggle" aria-expanded=${open} aria-label="JSON of ${event.type}" @click=${() => toggle(history.json, event.eventId)}>JSON</button>
    <time datetime=${event.occurredAt}>${timeWithSeconds(event.occurredAt)}</time>
    ${open ? jsonView(event) : nothing}</li>`;
}

function toggle(set, id) {
  if (!set.delete(id)) set.add(id);
  invalidate();
}

export const jsonView = event => html`<div class="json"><pre tabindex="0" aria-label="${event.type} as JSON">${JSON.stringify(event, null, 2)}</pre>
  <button type="button" class="row" @click=${() => copy(JSON.stringify(event, null, 2))}>${icon('copy')}Copy</button></div>`;

/** Why something is there: from it back to the ask. */
export function causes(history, event) {
  if (!event) return history.read ? html`<p class="hint">Its events are not in the history that this page has read.</p>` : bones('lines', 3);
  const {before} = history.tell();
  return html`<ol class="causes">${causesOf(event, history.events).map(e => {
    const [what, rest] = sentenceOf(e, before.get(e.eventId));
    return html`<li><strong>${what}</strong>${rest ? html`<span>${rest}</span>` : nothing}<small>${who(e.actor)}, ${moment(e.occurredAt)}</small></li>`;
  })}</ol>`;
}
