import {me, who} from '../me.js';
import {clip, duration, list, count} from '../ui/words.js';

/** Tells events as a person would: what was asked, and what it led to. */
const ROUTINE = new Set(['AttemptStarted', 'AttemptSucceeded']);
const FAILED = new Set(['AttemptFailed', 'GenerationFailed']);
const quote = text => `“${clip(text.trim(), 90)}”`;
const byProvider = d => d.provider ? `${d.provider === 'offline' ? 'the offline provider' : d.provider}${d.model ? `, ${d.model}` : ''}` : '';

const sentences = {
  ArtistCreated: d => ['Made', `${quote(d.persona?.name ?? '')}, ${d.persona?.genre ?? ''}`],
  ArtistEdited: (d, before) => edited(before, d.persona),
  ArtistDeleted: () => ['Deleted', 'it can be restored'],
  ArtistRestored: () => ['Restored', ''],
  BioApplied: d => ['Bio written', `by ${d.offline ? 'the offline provider' : 'a provider'}: ${quote(d.bio ?? '')}`],
  BioOffered: d => ['A bio waits to be taken', `as the bio had changed meanwhile: ${quote(d.bio ?? '')}`],
  ImageAdded: d => ['Picture added', [d.image?.seed != null ? `seed ${d.image.seed}` : '', d.image ? `${d.image.width} × ${d.image.height}` : '', d.image?.offline ? 'offline-made' : ''].filter(Boolean).join(', ')],
  GenerationRequested: d => [d.kind === 'bio' ? 'Bio asked for' : 'Portrait asked for', [d.prompt ? quote(d.prompt) : '', d.kind === 'image' ? `seed ${d.seed}` : '', `from revision ${d.artistRevision}`].filter(Boolean).join(', ')],
  AttemptStarted: d => [`Attempt ${d.attempt} began`, `with ${byProvider(d)}`],
  AttemptSucceeded: d => [`Attempt ${d.attempt} succeeded`, `after ${duration(d.durationMillis)}`],
  AttemptFailed: d => [`Attempt ${d.attempt} failed: ${d.code}`, [d.detail, d.durationMillis ? `after ${duration(d.durationMillis)}` : ''].filter(Boolean).join(', ')],
  GenerationSucceeded: d => d.image ? ['Picture made', d.altText ? quote(d.altText) : ''] : ['Text made', d.text ? count(d.text.length, 'character') : ''],
  GenerationFailed: d => [`Given up: ${d.code}`, `after ${count(d.attempts, 'attempt')}`],
  GenerationCancelled: d => ['Cancelled', d.attempts ? `after ${count(d.attempts, 'attempt')}` : 'before the first attempt'],
  LateResultRecorded: d => ['A late answer came', d.succeeded ? 'it was not used' : 'a failure'],
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
  if (added.length) parts.push(`${added.length === 1 ? 'trait' : 'traits'} ${list(added.map(t => `“${t}”`))} added`);
  if (gone.length) parts.push(`${gone.length === 1 ? 'trait' : 'traits'} ${list(gone.map(t => `“${t}”`))} removed`);
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
    const bio = root.data.kind === 'bio';
    return {sign: bio ? 'text' : 'image', words: `${actor} asked for ${bio ? 'a bio' : 'a portrait'}`};
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
  if (chain.length === 1) chain.push(...events.slice(0, Math.max(0, events.indexOf(event))).filter(e => e.correlationId === event.correlationId).reverse());
  return chain;
}
export const mine = event => event.actor === me.owner;
