import {invalidate, soon} from '../ui/draw.js';
import {announce, navigate, place, toast} from '../ui/page.js';
import {get, on} from '../server.js';
import {learnName} from '../studio.js';
import {isMany, isPartial, isRunning, made, nameOf, failureWords, stageName} from './words.js';

/** Every generation that this page knows, by id, kept true by events and progress. */
export const generations = new Map();
const LINGER = 4_000;
const SILENCE = 20_000;
const SEEDS = 2 ** 53;

/** Running work, oldest first, and what ended a moment ago so that its end is seen. */
export function work(artistId = null) {
  return [...generations.values()]
    .filter(it => (isRunning(it) || it.endedAt > Date.now() - LINGER) && (!artistId || it.artistId === artistId))
    .sort((a, b) => a.requestedAt < b.requestedAt ? -1 : 1);
}

export const runningCount = artistId => work(artistId).filter(isRunning).length;

/** Takes a generation as the API tells it. What events said later wins over an older answer. */
export function put(view) {
  const known = generations.get(view.id);
  if (known && known.revision > view.revision) return known;
  const variants = view.variants.map((v, i) => ({...v, preview: known?.variants[i]?.preview ?? null, progress: isRunning(v) ? latest(known?.variants[i]?.progress, v.progress) : null}));
  generations.set(view.id, {...known, ...view, variants, heardAt: Date.now()});
  return generations.get(view.id);
}

const latest = (a, b) => !a || (b && (b.attempt > a.attempt || (b.attempt === a.attempt && b.percent >= a.percent))) ? b ?? null : a;

export async function loadRunning() {
  const answers = await Promise.all(['pending', 'running'].map(state => get('/api/generations', {state, limit: 50})));
  const seen = new Set();
  for (const {items} of answers) for (const view of items) { put(view); seen.add(view.id); }
  for (const it of generations.values()) if (isRunning(it) && !seen.has(it.id)) again(it.id);
  invalidate();
}

/** Reads it again; it stays as it was while that does not succeed. */
export async function again(id, atLeast = undefined) {
  try {
    put(await get(`/api/generations/${id}`, {}, {atLeast}));
  } catch (error) {
    if (error.status === 404) generations.delete(id);
  }
  invalidate();
}

const unknown = id => ({id, artistId: null, prompt: null, attempts: [], parts: [], variants: [], failure: null, revision: 0, heardAt: Date.now()});
const pending = (seed, number) => ({number, seed: seed == null ? null : (seed + number - 1) % SEEDS, state: 'pending', progress: null, result: null, failure: null});
const variantsFrom = (seed, many) => Array.from({length: many ?? 1}, (_, i) => pending(seed, i + 1));

/** Remembers what this page has just asked for, before the first event of it comes. */
export function expect({id, artistId = null, kind, prompt = null, seed = null, variants = 1}) {
  const known = generations.get(id);
  if (known) known.own = true;
  else {
    generations.set(id, {...unknown(id), artistId, kind, prompt, seed, own: true, state: 'pending', requestedAt: new Date().toISOString(),
      variants: variantsFrom(seed, variants)});
  }
  invalidate();
}

/** The picture of an event, in the shape that the API gives it. */
export function imageOf({image, generationId, variant = 1, altText}, at) {
  const colour = image.dominantColour;
  return {...image, url: `/api/blobs/${image.blob}`, generationId, variant, altText, addedAt: at, fresh: true,
    dominantColour: typeof colour === 'number' ? '#' + colour.toString(16).padStart(6, '0') : colour};
}

function change(it, {variant = 1}, values) {
  it.variants = it.variants.map(v => v.number === variant ? {...v, ...values} : v);
}

function close(it, state, failure = null) {
  it.variants = it.variants.map(v => isRunning(v) ? {...v, state, failure, progress: null} : v);
  Object.assign(it, {state, endedAt: Date.now()});
}

const attemptOf = (it, d) => isMany(it) ? `variant ${d.variant}, attempt ${d.attempt}` : `attempt ${d.attempt}`;

const folds = {
  GenerationRequested(it, d, event) {
    learnName(d.artistId, d.persona?.name);
    Object.assign(it, {...d, prompt: d.prompt ?? null, artistId: d.artistId ?? null, requestedAt: event.occurredAt, state: 'pending',
      variants: variantsFrom(d.seed, d.variants)});
  },
  AttemptStarted(it, d) {
    it.state = 'running';
    change(it, d, {state: 'running', retrying: false, progress: {attempt: d.attempt, percent: 0, stage: 'accepted'}});
  },
  AttemptSucceeded(it, d, event) {
    const result = {text: d.text ?? null, data: d.data ? JSON.parse(d.data) : null, image: d.image ? imageOf(d, event.occurredAt) : null, offline: d.offline};
    // The last preview stays underneath until the picture has come.
    change(it, d, {state: 'succeeded', preview: it.variants[(d.variant ?? 1) - 1]?.progress?.preview ?? null, progress: null, result});
  },
  AttemptFailed(it, d) {
    change(it, d, {retrying: true, progress: {attempt: d.attempt, percent: 0, stage: 'accepted'}});
    announce(`${nameOf(it)}: ${attemptOf(it, d)} failed.`);
  },
  VariantFailed(it, d) {
    change(it, d, {state: 'failed', failure: {code: d.code}, progress: null});
  },
  GenerationSucceeded(it) {
    close(it, 'succeeded');
    ended(it, isPartial(it) ? `${nameOf(it)}: ${made(it)} of ${it.variants.length} made.` : `${nameOf(it)} is done.`, isPartial(it) ? 'warn' : 'check');
  },
  GenerationFailed(it, d) {
    it.failure = {code: d.code};
    close(it, 'failed', it.failure);
    ended(it, `${nameOf(it)} failed. ${failureWords(it)}`, 'warn');
  },
  GenerationCancelled(it) {
    close(it, 'cancelled');
    it.seenCancelled = true;
  },
};

/** Said once, wherever one is; who looks at it needs no way to it. */
function ended(it, words, tone) {
  const to = `/generations/${it.id}`;
  toast(words, place.path === to ? {tone} : {tone, action: 'Open', sign: 'forward', act: () => navigate(to)});
}

/** What one heard of without having heard its beginning is read, once for all that is said of it in a moment. */
const unheardOf = id => soon(`unheard ${id}`, () => again(id));

on('event', event => {
  const fold = folds[event.type];
  if (event.streamType !== 'generation') return;
  const id = event.streamId;
  let it = generations.get(id);
  if (!it || (it.revision === 0 && event.revision > 1)) {
    if (event.type !== 'GenerationRequested') return unheardOf(id);
    it = unknown(id);
    generations.set(id, it);
  }
  if (it.revision >= event.revision) return;
  it.revision = event.revision;
  it.heardAt = Date.now();
  fold?.(it, event.data, event);
  if (it.endedAt) setTimeout(invalidate, LINGER + 50);
});

on('progress', frame => {
  const it = generations.get(frame.generationId);
  if (!it) return unheardOf(frame.generationId);
  const variant = it.variants[(frame.variant ?? 1) - 1];
  if (!variant || !isRunning(variant) || latest(variant.progress, frame) !== frame) return;
  if (variant.progress?.stage !== frame.stage && !['queued', 'accepted'].includes(frame.stage)) announce(`${nameOf(it)}: ${stageName(frame.stage).toLowerCase()}.`);
  it.state = 'running';
  it.heardAt = Date.now();
  change(it, frame, {state: 'running', progress: frame});
});

on('refresh', () => loadRunning().catch(() => {}));

// Progress is a signal that may be lost: ask again about work that has been silent.
setInterval(() => {
  for (const it of generations.values()) {
    if (isRunning(it) && Date.now() - it.heardAt > SILENCE) {
      it.heardAt = Date.now();
      again(it.id);
    }
  }
}, 5_000);
