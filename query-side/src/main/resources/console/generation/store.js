import {get, post} from '../api.js';
import {on} from '../live.js';
import {invalidate, soon} from '../ui/frame.js';
import {announce, toast} from '../ui/toast.js';
import {artistName, learnName} from '../artist/names.js';

/** Every generation that this page knows, by id, kept true by events and progress. */
export const generations = new Map();
const LINGER = 4_000;
const SILENCE = 20_000;
const ended = new Set(['succeeded', 'failed', 'cancelled']);

export const isRunning = it => !ended.has(it.state);
export const kindName = it => it.kind === 'bio' ? 'bio' : 'portrait';

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
  const {image = null, text = null} = view.result ?? {};
  const attempt = view.attempts.at(-1);
  const it = {...known, ...view, image, text, attempt: attempt?.number ?? 0, retrying: attempt?.state === 'failed' && !ended.has(view.state),
    lastCode: attempt?.code ?? null, progress: latest(known?.progress, view.progress), heardAt: Date.now()};
  generations.set(it.id, it);
  return it;
}

const latest = (a, b) => !a || (b && (b.attempt > a.attempt || (b.attempt === a.attempt && b.percent >= a.percent))) ? b : a;

export async function loadRunning() {
  const answers = await Promise.all(['pending', 'running'].map(state => get('/api/generations', {state, limit: 50})));
  const seen = new Set();
  for (const {items} of answers) for (const view of items) { put(view); seen.add(view.id); }
  for (const it of generations.values()) if (isRunning(it) && !seen.has(it.id)) again(it.id);
  invalidate();
}

export async function again(id) {
  try {
    put(await get(`/api/generations/${id}`));
  } catch (error) {
    if (error.status === 404) generations.delete(id);
  }
  invalidate();
}

export async function cancel(id) {
  const it = generations.get(id);
  try {
    await post(`/api/generations/${id}/cancel`);
    toast(`Cancelled the ${kindName(it)} of ${artistName(it.artistId)}.`);
  } catch (error) {
    if (error.code === 'GENERATION_FINISHED') toast('It had already ended.');
    else toast(`Not cancelled. ${error.message}`, {tone: 'warn'});
    again(id);
  }
}

/** Remembers what this page has just asked for, before the first event of it comes. */
export function expect({id, artistId, kind, prompt = null, seed = null}) {
  const known = generations.get(id);
  if (known) known.own = true;
  else {
    generations.set(id, {id, artistId, kind, prompt, seed, own: true, state: 'pending', revision: 0, requestedAt: new Date().toISOString(),
      attempt: 0, progress: null, attempts: [], image: null, failure: null, heardAt: Date.now()});
  }
  invalidate();
}

const folds = {
  GenerationRequested(it, d, event) {
    learnName(d.artistId, d.persona?.name);
    Object.assign(it, {artistId: d.artistId, kind: d.kind, prompt: d.prompt ?? null, seed: d.seed, width: d.width, height: d.height,
      artistRevision: d.artistRevision, requestedAt: event.occurredAt, state: 'pending'});
  },
  AttemptStarted(it, d) {
    Object.assign(it, {state: 'running', attempt: d.attempt, retrying: false, provider: d.provider, model: d.model,
      progress: {attempt: d.attempt, percent: 0, stage: 'accepted'}});
  },
  AttemptFailed(it, d) {
    Object.assign(it, {retrying: true, lastCode: d.code, lastDetail: d.detail});
    announce(`${title(it)}: attempt ${d.attempt} failed.`);
  },
  GenerationSucceeded(it, d) {
    Object.assign(it, {state: 'succeeded', offline: d.offline, text: d.text ?? null, endedAt: Date.now()});
    announce(`${title(it)} is done.`);
  },
  GenerationFailed(it, d) {
    Object.assign(it, {state: 'failed', failure: it.failure ?? {code: d.code, message: null}, endedAt: Date.now()});
    announce(`${title(it)} failed.`);
    soon(`generation ${it.id}`, () => again(it.id));
  },
  GenerationCancelled(it) {
    Object.assign(it, {state: 'cancelled', endedAt: Date.now(), seenCancelled: true});
    announce(`${title(it)} was cancelled.`);
  },
};

const title = it => `The ${kindName(it)} of ${artistName(it.artistId)}`;

on('event', event => {
  const fold = folds[event.type];
  if (!fold) return;
  const {generationId} = event.data;
  let it = generations.get(generationId);
  if (!it) {
    if (event.type !== 'GenerationRequested') return void again(generationId);
    it = {id: generationId, attempts: [], progress: null, image: null, failure: null, attempt: 0, revision: 0};
    generations.set(generationId, it);
  }
  if (it.revision >= event.revision) return;
  it.revision = event.revision;
  it.heardAt = Date.now();
  fold(it, event.data, event);
  if (it.endedAt) setTimeout(invalidate, LINGER + 50);
});

on('progress', frame => {
  const it = generations.get(frame.generationId);
  if (!it) return void again(frame.generationId);
  if (!isRunning(it) || latest(it.progress, frame) !== frame) return;
  if (it.progress?.stage !== frame.stage && frame.stage !== 'accepted') announce(`${title(it)}: ${stageName(frame.stage).toLowerCase()}.`);
  it.progress = frame;
  it.attempt = frame.attempt;
  it.state = 'running';
  it.heardAt = Date.now();
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

const STAGES = {accepted: 'Accepted', prompt: 'Building the prompt', generating: 'Generating', saving: 'Saving', done: 'Done'};
export const stageName = stage => STAGES[stage] ?? 'Working';
