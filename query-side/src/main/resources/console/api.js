/** Greenroom's HTTP API. Reads after a write wait for it; commands that got no answer are sent again under their key. */

export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `Greenroom answered ${status}.`);
    this.status = status;
    this.code = problem.code || `HTTP_${status}`;
    this.title = problem.title;
    this.requestId = problem.requestId || null;
    this.fields = problem.errors || [];
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

/** Sends a command. The key makes it harmless to send the same one twice. */
export async function command(method, path, body, {key = newKey(), revision} = {}) {
  const headers = {'Idempotency-Key': key};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (revision !== undefined) headers['If-Match'] = `"${revision}"`;
  const response = await patiently(() =>
    send(method, path, {headers, body: body === undefined ? undefined : JSON.stringify(body)}));
  const position = response.headers.get('Greenroom-Position');
  if (position) written = {position, at: Date.now()};
  return read(response);
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
    throw new ApiError(response.status, problem);
  }
  return response;
}

async function read(response) {
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}
