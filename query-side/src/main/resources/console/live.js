import {invalidate} from './ui/frame.js';

/**
 * The one stream of events that every screen lives on. It resumes where it stopped; when the server no longer knows that
 * place it says `reset`, and the screens read afresh.
 */
export const TYPES = ['ArtistCreated', 'ArtistEdited', 'ArtistDeleted', 'ArtistRestored', 'BioApplied', 'BioOffered', 'ImageAdded',
  'GenerationRequested', 'AttemptStarted', 'AttemptSucceeded', 'AttemptFailed', 'GenerationSucceeded', 'GenerationFailed',
  'GenerationCancelled', 'LateResultRecorded'];
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
