import {invalidate, soon, html, vars, seen, chip, nothing, hue, initials, offlineChip} from './ui/draw.js';
import {announce, toast} from './ui/page.js';
import {get, post, on, offlinePictures, command, newKey} from './server.js';

/* What this page knows of the artists */

/** Names and covers by id, for places that know an artist's id only. */
const known = new Map();
const asked = new Set();

export function learnName(id, name) {
  if (name) known.set(id, {...known.get(id), name});
}

export function learn(artist) {
  known.set(artist.id, {name: artist.name, genre: artist.genre, cover: artist.cover});
}

export function about(id) {
  if (id && !known.has(id)) ask(id);
  return known.get(id) ?? {};
}

export const artistName = id => about(id).name ?? 'an artist';

const FEW = 3;
const MOST = 200;

function ask(id) {
  if (asked.has(id)) return;
  asked.add(id);
  soon('names', readNames, 0);
}

/** Many names at once are in one list; an artist that is not among the newest, or deleted, is read by itself. */
async function readNames() {
  const unknown = () => [...asked].filter(id => !known.has(id));
  if (unknown().length > FEW) {
    const {items} = await get('/api/artists', {limit: MOST}).catch(() => ({items: []}));
    items.forEach(learn);
  }
  await Promise.all(unknown().map(async id => {
    try {
      learn(await get(`/api/artists/${id}`));
    } catch {
      setTimeout(() => asked.delete(id), 10_000);
    }
  }));
  invalidate();
}

/* What it knows of their work */

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

/* How work looks */

/** The five stages end at these percents; a segment is as wide as its share. */
const ENDS = [10, 20, 70, 90, 100];
/** The standard retry policy's. */
const MOST_ATTEMPTS = 3;

export function meter(it) {
  const percent = it.state === 'succeeded' ? 100 : it.progress?.percent ?? 0;
  return html`<span class="meter" aria-hidden="true">${ENDS.map((end, i) => {
    const start = i ? ENDS[i - 1] : 0;
    const fill = Math.min(1, Math.max(0, (percent - start) / (end - start)));
    return html`<i class="m${end - start}" ${vars({'--fill': `${Math.round(fill * 100)}%`})}></i>`;
  })}</span>`;
}

export function stage(it) {
  if (it.state === 'succeeded') return 'Done';
  if (it.state === 'failed') return 'Failed';
  if (it.state === 'cancelled') return 'Cancelled';
  if (it.retrying) return 'Trying again';
  return it.state === 'pending' ? 'Waiting' : stageName(it.progress?.stage);
}

const TONES = {succeeded: ['done', 'check'], failed: ['bad', 'warn'], cancelled: ['plain', 'cancel'], pending: ['plain', 'waiting']};

export function stateChip(it) {
  const [tone, name] = it.retrying && !TONES[it.state] ? ['bad', 'retry'] : TONES[it.state] ?? ['live', 'running'];
  return chip(tone, name, stage(it));
}

/** "48 %", and from the second attempt on "2 of 3". */
export const figures = it => isRunning(it) ? [attempt(it), percent(it)].filter(Boolean).join(', ') : '';
export const percent = it => it.state === 'running' && !it.retrying && it.progress ? `${it.progress.percent} %` : '';

export function attempt(it) {
  const number = Math.min(MOST_ATTEMPTS, it.attempt + (it.retrying ? 1 : 0));
  return number > 1 ? `${number} of ${MOST_ATTEMPTS}` : '';
}

/** Why a generation failed and what to do next. The server's own words come first. */
const NEXT = {
  PROVIDER_UNAVAILABLE: 'The provider could not be reached. Ask again in a while.',
  PROVIDER_TIMEOUT: 'The provider did not answer in time. Ask again.',
  RATE_LIMITED: 'The provider asked to slow down. Ask again in a minute.',
  INVALID_ANSWER: 'The provider’s answer could not be used. Ask again.',
  ANSWER_TRUNCATED: 'The provider’s answer was cut off at its limit of length. Ask for less.',
  OUTCOME_UNKNOWN: 'Greenroom stopped during the call, so its outcome is not known. Ask again.',
  QUOTA_EXHAUSTED: 'The provider account’s quota is used up. Raise it with the provider.',
  BAD_CREDENTIALS: 'The provider refused the key. Check OPENAI_API_KEY and start Greenroom again.',
  REQUEST_REJECTED: 'The provider refused the request as it was put. Change the words and ask again.',
  CONTENT_REFUSED: 'The provider refused the content. Change the words and ask again.',
  DEADLINE_EXCEEDED: 'It did not end within its time. Ask again.',
  INTERNAL: 'Greenroom failed while it worked on this. Ask again; its log has more.',
};

export const failureWords = it => NEXT[it.failure?.code] ?? it.failure?.message ?? 'It failed. Ask again.';

/* How artists look */

/** Where pictures come from is said on each, unless every one is offline-made: then the now bar says it once. */
export const stamped = image => image?.offline && !offlinePictures();

/** A square picture of the artist; before there is one, the genre's colour and the initials. */
export function portrait(artist) {
  const {cover} = artist;
  return cover ? html`<span class="box square-box" ${vars({'--tone': cover.dominantColour ?? 'var(--surface)'})}>
      <img ${seen(cover.url)} alt="" width=${cover.width} height=${cover.height} decoding="async">
      ${stamped(cover) ? html`<span class="stamp">${offlineChip()}</span>` : nothing}</span>`
    : html`<span class="box square-box blank" ${vars({'--h': hue(artist.genre || '')})}><span class="blank-initials">${initials(artist.name || '')}</span></span>`;
}

/** How to have pictures and bios made by somebody else. */
export const providerSteps = () => html`<ol class="steps">
  <li><span>Stop Greenroom, and set <code>OPENAI_API_KEY</code> where you start it.</span></li>
  <li><span>Start it again. The next picture and the next bio use it.</span></li>
  <li><span>What was made offline stays, and says so. Each can be asked for again.</span></li></ol>`;

/* What one may ask for */

/** What a form sends for a persona: empty fields are left out of it. */
export const persona = draft => ({name: draft.name.trim(), genre: draft.genre.trim(), bio: draft.bio?.trim() || null,
  traits: draft.traits, style: draft.style?.trim() || null});

export async function createArtist(draft, key) {
  const made = await post('/api/artists', persona(draft), {key});
  learnName(made.id, draft.name.trim());
  return made;
}

export async function askForBio(artistId, {instruction = null} = {}, key = newKey()) {
  const {id} = await post(`/api/artists/${artistId}/bio`, instruction ? {instruction} : {}, {key});
  expect({id, artistId, kind: 'bio', prompt: instruction});
  return id;
}

export async function askForImage(artistId, {prompt = null, seed = null} = {}, key = newKey()) {
  const body = {};
  if (prompt) body.prompt = prompt;
  if (seed !== null) body.seed = seed;
  const {id} = await post(`/api/artists/${artistId}/images`, body, {key});
  expect({id, artistId, kind: 'image', prompt, seed});
  return id;
}

export const save = (id, draft, revision, key) => command('PUT', `/api/artists/${id}`, persona(draft), {revision, key});
export const remove = id => command('DELETE', `/api/artists/${id}`);
export const restore = id => post(`/api/artists/${id}/restore`);
