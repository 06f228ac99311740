import {invalidate} from './ui/draw.js';

/* Asking: reads after a write wait for it; commands that got no answer are sent again under their key. */

export class ApiError extends Error {
  /** @param wait seconds after which to come again, when a limit says so */
  constructor(status, problem, wait = null) {
    super(problem.detail || problem.title || `Greenroom answered ${status}.`);
    this.status = status;
    this.code = problem.code || `HTTP_${status}`;
    this.title = problem.title;
    this.requestId = problem.requestId || null;
    this.fields = problem.errors || [];
    this.comeAgainAt = wait > 0 ? Date.now() + wait * 1000 : null;
  }
}

/** No answer came: the network or the server was away. */
export class NoAnswer extends ApiError {
  constructor() {
    super(0, {code: 'NO_ANSWER', title: 'Greenroom does not answer',
      detail: 'Greenroom does not answer. See that it runs where you started it.'});
  }
}

const SETTLES = 15_000;
let written = null;

export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');
}

/** The address with parameters; empty ones are left out. */
export function address(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, value);
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** @param atLeast a position the answer must have seen; without it the latest own write of the last seconds */
export async function get(path, params = {}, {atLeast = recent(), signal} = {}) {
  try {
    return await read(await send('GET', address(path, {...params, atLeast}), {signal}));
  } catch (error) {
    if (error.code !== 'NOT_YET_VISIBLE') throw error;
    return read(await send('GET', address(path, params), {signal}));
  }
}

function recent() {
  return written && Date.now() - written.at < SETTLES ? written.position : null;
}

/** Sends a command. The key makes it harmless to send the same one twice. `hit` in the answer: an earlier one answers. */
export async function command(method, path, body, {key = newKey(), revision} = {}) {
  const headers = {'Idempotency-Key': key};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (revision !== undefined) headers['If-Match'] = `"${revision}"`;
  const response = await patiently(() =>
    send(method, path, {headers, body: body === undefined ? undefined : JSON.stringify(body)}));
  const position = response.headers.get('Greenroom-Position');
  if (position) written = {position, at: Date.now()};
  const answer = await read(response);
  return /;\s*hit\b/.test(response.headers.get('Cache-Status') ?? '') ? {...answer, hit: true} : answer;
}

export const post = (path, body, options) => command('POST', path, body, options);

async function patiently(attempt) {
  for (const pause of [400, 1500, null]) {
    try {
      return await attempt();
    } catch (error) {
      const unknown = error instanceof NoAnswer || error.code === 'OUTCOME_UNKNOWN';
      if (!unknown || pause === null) throw error;
      await new Promise(done => setTimeout(done, pause));
    }
  }
}

async function send(method, url, {headers = {}, body, signal} = {}) {
  let response;
  try {
    response = await fetch(url, {method, body, signal, credentials: 'same-origin',
      headers: {Accept: 'application/json, application/problem+json', ...headers}});
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new NoAnswer();
  }
  if (!response.ok) {
    let problem = {};
    try { problem = await response.json(); } catch { /* an answer that is no problem+json keeps its status */ }
    throw new ApiError(response.status, problem, Number(response.headers.get('Retry-After')));
  }
  return response;
}

async function read(response) {
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

/* Hearing */

/**
 * The one stream of events that every screen lives on. It resumes where it stopped; when the server no longer knows that
 * place it says `reset`, and the screens read afresh.
 */
export const TYPES = ['ArtistCreated', 'ArtistEdited', 'ArtistDeleted', 'ArtistRestored', 'BioApplied', 'BioOffered', 'ImageAdded',
  'GenerationRequested', 'AttemptStarted', 'AttemptSucceeded', 'AttemptFailed', 'VariantFailed', 'GenerationSucceeded',
  'GenerationFailed', 'GenerationCancelled', 'LateResultRecorded', 'CostReserved', 'CostSettled', 'CostRefunded', 'RepeatsAnswered'];
const NOTICE = 2_000;
const ALARM = 10_000;
const PATIENCE = 800;
const LONGEST_WAIT = 15_000;

export const connection = {state: 'connecting', lostAt: null, retryAt: null, position: null, missed: 0, back: null};
const listeners = {event: new Set(), progress: new Set(), refresh: new Set()};
let source = null;
let retry = null;
let failures = 0;
let opened = false;
let began = 0;
let ready;
const begun = new Promise(done => { ready = done; });

/** Screens read after the stream is open, so that nothing falls between; but they do not wait longer than a moment. */
export const streaming = () => Promise.race([begun, new Promise(done => setTimeout(done, PATIENCE))]);

/** @param kind event, progress, or refresh (read everything again) @return what ends it */
export function on(kind, listener) {
  listeners[kind].add(listener);
  return () => listeners[kind].delete(listener);
}

export function connect() {
  clearTimeout(retry);
  source?.close();
  connection.retryAt = null;
  began ||= Date.now();
  source = new EventSource('/api/events' + (connection.position ? `?from=${encodeURIComponent(connection.position)}` : ''));
  source.onopen = isOpen;
  source.onerror = isLost;
  source.addEventListener('progress', frame => tell('progress', JSON.parse(frame.data)));
  source.addEventListener('reset', frame => {
    connection.position = JSON.parse(frame.data).position ?? null;
    tell('refresh');
  });
  for (const type of TYPES) source.addEventListener(type, arrived);
  source.onmessage = arrived;
}

// A page that the browser keeps for "back" would go on holding one of its six connections.
addEventListener('pagehide', () => {
  clearTimeout(retry);
  source?.close();
});
addEventListener('pageshow', event => { if (event.persisted && source) connect(); });

function arrived(frame) {
  const event = JSON.parse(frame.data);
  connection.position = frame.lastEventId || event.id;
  if (connection.back && Date.now() < connection.back.until) connection.back.missed++;
  tell('event', event);
}

function tell(kind, what) {
  for (const listener of listeners[kind]) listener(what);
  invalidate();
}

function isOpen() {
  const away = connection.lostAt ? Date.now() - connection.lostAt : 0;
  const late = !opened && Date.now() - began > PATIENCE;
  connection.state = 'live';
  connection.lostAt = null;
  failures = 0;
  opened = true;
  ready();
  // Without a place to go on from, what happened in between is found by reading again.
  const blind = away > 0 && !connection.position;
  if (away > NOTICE || late || blind) {
    connection.back = {until: Date.now() + 1500, missed: 0, shown: away > ALARM};
    setTimeout(() => { if (connection.back) { connection.back.until = 0; invalidate(); } }, 1600);
    setTimeout(() => { connection.back = null; invalidate(); }, 8000);
    tell('refresh');
  }
  invalidate();
}

function isLost() {
  if (!connection.lostAt) {
    connection.lostAt = Date.now();
    setTimeout(invalidate, NOTICE + 20);
    setTimeout(invalidate, ALARM + 20);
  }
  connection.state = 'lost';
  // The browser tries again by itself unless the answer was no stream at all.
  if (source.readyState === EventSource.CLOSED) {
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** failures++);
    connection.retryAt = Date.now() + wait;
    clearTimeout(retry);
    retry = setTimeout(connect, wait);
  }
  invalidate();
}

/** What the now bar says: live, reconnecting, or lost for so long that a banner says so. */
export function condition() {
  if (connection.state !== 'lost') return connection.state;
  const away = Date.now() - connection.lostAt;
  return away < NOTICE ? 'live' : away < ALARM ? 'reconnecting' : 'lost';
}

/** For signing out and for tests of a lost connection. */
export function disconnect() {
  clearTimeout(retry);
  source?.close();
}

/* Who asks */

/** Who is signed in, and which providers serve. */
export const me = {owner: null, provider: null, signedOut: false};

export async function loadMe() {
  try {
    Object.assign(me, await get('/api/me'), {signedOut: false});
  } catch (error) {
    me.signedOut = error.status === 401;
    if (!me.signedOut) setTimeout(loadMe, 3000);
  }
  invalidate();
  return !me.signedOut;
}

export const offlinePictures = () => me.provider?.image === 'offline';
export const offlineTexts = () => me.provider?.text === 'offline';
export const who = actor => actor === me.owner ? 'You' : actor.replace(/^(saga|worker):(.*)$/, '$2 $1');
