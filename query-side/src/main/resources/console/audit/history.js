import {quote, duration, list, count, html, nothing, repeat, placed, invalidate, icon, chip, moment, time, timeWithSeconds, ago} from '../ui/draw.js';
import {Loading, bones, failure, copy, setQuery} from '../ui/page.js';
import {me, who, get} from '../server.js';
import {generations} from '../generation/work.js';
import {costOf, isRunning} from '../generation/words.js';
import {stateChip} from '../generation/look.js';
import {cancel} from '../generation/send.js';

/** Tells events as a person would: what was asked, and what it led to. */
const ROUTINE = new Set(['AttemptStarted', 'AttemptSucceeded', 'CostReserved', 'CostSettled', 'CostRefunded']);
const FAILED = new Set(['AttemptFailed', 'VariantFailed', 'GenerationFailed']);
const byProvider = d => d.provider ? `${d.provider === 'offline' ? 'the offline provider' : d.provider}${d.model ? `, ${d.model}` : ''}` : '';

const numberOf = d => d.variant > 1 ? `${d.variant}.${d.attempt}` : d.attempt;
const asked = d => d.kind === 'bio' ? 'Bio' : d.kind === 'text' ? 'Text' : d.artistId ? 'Portrait' : 'Picture';

const sentences = {
  ArtistCreated: d => ['Made', `${quote(d.persona?.name ?? '')}, ${d.persona?.genre ?? ''}`],
  ArtistEdited: (d, before) => edited(before, d.persona),
  ArtistDeleted: () => ['Deleted', 'it can be restored'],
  ArtistRestored: () => ['Restored', ''],
  BioApplied: d => ['Bio written', `by ${d.offline ? 'the offline provider' : 'a provider'}: ${quote(d.bio ?? '')}`],
  BioOffered: d => ['A bio waits to be taken', `as the bio had changed meanwhile: ${quote(d.bio ?? '')}`],
  ImageAdded: d => ['Picture added', [d.image?.seed != null ? `seed ${d.image.seed}` : '', d.image ? `${d.image.width} × ${d.image.height}` : '', d.image?.offline ? 'offline-made' : ''].filter(Boolean).join(', ')],
  GenerationRequested: d => [`${asked(d)} asked for`, [d.variants > 1 ? `${d.variants} variants` : '', d.prompt ? quote(d.prompt) : '', d.kind === 'image' ? `seed ${d.seed}` : '', d.artistId ? `from revision ${d.artistRevision}` : ''].filter(Boolean).join(', ')],
  AttemptStarted: d => [`Attempt ${numberOf(d)} began`, `with ${byProvider(d)}`],
  AttemptSucceeded: d => [`Attempt ${numberOf(d)} succeeded`, `after ${duration(d.durationMillis)}`],
  AttemptFailed: d => [`Attempt ${numberOf(d)} failed: ${d.code}`, [d.detail, d.durationMillis ? `after ${duration(d.durationMillis)}` : ''].filter(Boolean).join(', ')],
  VariantFailed: d => [`Variant ${d.variant} came to nothing: ${d.code}`, ''],
  GenerationSucceeded: d => d.image ? ['Picture made', d.altText ? quote(d.altText) : ''] : d.text ? ['Text made', count(d.text.length, 'character')] : ['Done', d.succeeded > 1 ? `${d.succeeded} variants made` : ''],
  GenerationFailed: d => [`Given up: ${d.code}`, `after ${count(d.attempts, 'attempt')}`],
  GenerationCancelled: d => ['Cancelled', d.attempts ? `after ${count(d.attempts, 'attempt')}` : 'before the first attempt'],
  LateResultRecorded: d => ['A late answer came', d.succeeded ? 'and was not used' : 'and was a failure'],
  CostReserved: d => ['Set aside', costOf(d.cost)],
  CostSettled: d => ['Spent', `${costOf(d.cost)} on attempt ${numberOf(d)}${d.estimated ? ', estimated' : ''}`],
  CostRefunded: d => ['Given back', costOf(d.cost)],
  RepeatsAnswered: d => ['Asked for again', `${count(d.times, 'time')}, and answered with this one${d.saved ? `: ${costOf(d.saved)} saved` : ''}`],
};

/** @return [what happened, the rest of the sentence] */
export const sentenceOf = (event, before) => sentences[event.type]?.(event.data ?? {}, before) ?? [event.type, ''];
export const isRoutine = event => ROUTINE.has(event.type);
export const isFailure = event => FAILED.has(event.type);

function edited(before, after) {
  if (!before || !after) return ['Persona changed', ''];
  const parts = [];
  for (const field of ['name', 'genre']) if (before[field] !== after[field]) parts.push(`${field} to ${quote(after[field])}`);
  if ((before.style ?? '') !== (after.style ?? '')) parts.push(after.style ? `style to ${quote(after.style)}` : 'style removed');
  if ((before.bio ?? '') !== (after.bio ?? '')) parts.push(!after.bio ? 'bio removed' : before.bio ? 'bio rewritten' : 'bio written');
  const had = new Set(before.traits), has = new Set(after.traits);
  const added = after.traits.filter(t => !had.has(t)), gone = before.traits.filter(t => !has.has(t));
  if (added.length) parts.push(`${added.length === 1 ? 'trait' : 'traits'} ${list(added.map(t => quote(t)))} added`);
  if (gone.length) parts.push(`${gone.length === 1 ? 'trait' : 'traits'} ${list(gone.map(t => quote(t)))} removed`);
  return ['Changed', parts.length ? parts.join('; ') : 'nothing that shows'];
}

/** The persona before each event, by event id: an edit is told by what it changed. */
export function personasBefore(events) {
  const now = new Map();
  const before = new Map();
  for (const {eventId, type, data, streamId} of events) {
    before.set(eventId, now.get(streamId) ?? null);
    if (data?.persona && (type === 'ArtistCreated' || type === 'ArtistEdited')) now.set(streamId, {...data.persona, traits: data.persona.traits ?? []});
    if (type === 'BioApplied' && now.has(streamId)) now.set(streamId, {...now.get(streamId), bio: data.bio});
  }
  return before;
}

/** Groups by the ask, newest ask first; inside, in order, each with its depth below its cause. */
export function asks(events) {
  const groups = new Map();
  for (const event of events) {
    if (!groups.has(event.correlationId)) groups.set(event.correlationId, {id: event.correlationId, events: []});
    groups.get(event.correlationId).events.push(event);
  }
  return [...groups.values()].map(group => ({...group, root: group.events[0]})).reverse();
}

/** Rows with their depth below the nearest cause that is shown. */
export function rowsOf(events, shown) {
  const depths = new Map();
  const rows = [];
  for (const event of events) {
    const above = depths.get(event.causationId) ?? (depths.size ? 0 : -1);
    const depth = shown(event) ? Math.min(above + 1, 4) : above;
    depths.set(event.eventId, depth);
    if (shown(event)) rows.push({event, depth});
  }
  return rows;
}

const TITLES = {
  ArtistCreated: ['plus', 'made the artist'], ArtistEdited: ['edit', 'edited the persona'], ArtistDeleted: ['trash', 'deleted the artist'], ArtistRestored: ['undo', 'restored the artist'],
  GenerationCancelled: ['cancel', 'cancelled the work'],
};

export function titleOf(group) {
  const {root} = group;
  const actor = who(root.actor);
  if (root.type === 'GenerationRequested') {
    return {sign: root.data.kind === 'image' ? 'image' : 'text', words: `${actor} asked for a ${asked(root.data).toLowerCase()}`};
  }
  const [sign, words] = TITLES[root.type] ?? ['events', root.type];
  return {sign, words: `${actor} ${words}`};
}

/** From an event back to the ask that began it: the effect first. */
export function causesOf(event, events) {
  const byId = new Map(events.map(e => [e.eventId, e]));
  const chain = [event];
  let at = event;
  while ((at = byId.get(at.causationId)) && !chain.includes(at)) chain.push(at);
  // A commit's other event stands for the cause when the chain names a command and not an event.
  if (chain.length === 1) chain.push(...events.slice(0, Math.max(0, events.indexOf(event))).filter(e => e.commandId === event.commandId).reverse());
  return chain;
}
export const mine = event => event.actor === me.owner;

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
