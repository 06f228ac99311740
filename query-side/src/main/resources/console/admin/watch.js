import {number} from '../ui/draw.js';
import {Loading, toast} from '../ui/page.js';
import {get, on} from '../server.js';

const QUIET = 4_000;
const BUSY = 1_000;
/** A rate is told over this time, and what was behind over that. */
const LATELY = 10_000;
const REMEMBERED = 600_000;

/** What was read of each projection, by name: it is kept while one looks at something else. */
const samples = new Map();

export const under = rebuild => ['loading', 'catching-up'].includes(rebuild?.state);
/** Neither over nor given up: it can be gone on with, or cancelled. */
export const pending = rebuild => under(rebuild) || ['paused', 'failed'].includes(rebuild?.state);

/** Reads how the projections are, over and over: often while something is to be seen, and never in a hidden page. */
export class Watch {
  constructor() {
    Object.assign(this, {items: [], read: false, closed: false, news: true, resting: false});
    this.loading = new Loading(() => this.readAll());
    this.ends = [on('event', () => this.heard()), on('refresh', () => this.loading.load())];
    this.turn();
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.ends.forEach(end => end());
  }

  async turn() {
    if (!document.hidden) await this.loading.load();
    if (this.closed) return;
    this.resting = !this.news && !this.items.some(it => it.behind > 0 || under(it.rebuild));
    this.news = false;
    this.timer = setTimeout(() => this.turn(), this.resting ? QUIET : BUSY);
  }

  heard() {
    this.news = true;
    if (!this.resting) return;
    this.resting = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.turn(), BUSY);
  }

  async readAll() {
    const {items} = await get('/api/admin/projections', {}, {atLeast: null});
    const before = new Map(this.items.map(it => [it.name, it]));
    Object.assign(this, {items, read: true});
    for (const it of items) {
      remember(it);
      tellEnd(it, before.get(it.name)?.rebuild);
    }
  }
}

function remember({name, position, behind, version, build = 0}) {
  const at = Date.now();
  const last = samples.get(name)?.at(-1);
  // Another build begins at a place of its own, which is no speed.
  const kept = last && last.build === `${version}.${build}` ? samples.get(name).filter(it => it.at > at - REMEMBERED) : [];
  samples.set(name, [...kept, {at, position, behind, build: `${version}.${build}`}]);
}

/** @return events of the log that it went through in a second, lately; null before that is known */
export function rate(name) {
  const lately = (samples.get(name) ?? []).filter(it => it.at > Date.now() - LATELY);
  const [first, last] = [lately[0], lately.at(-1)];
  return lately.length > 1 ? Math.max(0, (last.position - first.position) * 1000 / (last.at - first.at)) : null;
}

export const remembered = name => samples.get(name) ?? [];

function tellEnd({name, rebuild}, before) {
  if (!before || !rebuild || before.id !== rebuild.id || !under(before) || under(rebuild)) return;
  if (rebuild.state === 'done') toast(`${name} is rebuilt from ${number(rebuild.events)} events, and answers.`);
  if (rebuild.state === 'failed') toast(`The rebuild of ${name} stopped at an event that it could not take.`, {tone: 'warn'});
}
