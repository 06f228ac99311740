import {invalidate} from '../ui/draw.js';
import {Loading, toast} from '../ui/page.js';
import {get, on, post} from '../server.js';

const PAGE = 50;
const EVERY = 5_000;
/** Who has dead letters, and where they are. */
const HOUSES = [{of: 'projections', base: '/api/admin/dead-letters'}, {of: 'sagas', base: '/api/admin/saga-dead-letters'}];
const oldest = (a, b) => a.parkedAt.localeCompare(b.parkedAt);

/** What projections and sagas could not take, oldest first, read over and over while it is on a screen. */
export class Letters {
  constructor() {
    Object.assign(this, {items: [], next: {}, away: {}, pages: 1, read: false, closed: false, busy: new Set(), errors: new Map(), opened: new Set()});
    this.loading = new Loading(() => this.readAll());
    this.ends = [on('refresh', () => this.loading.load())];
    this.turn();
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.ends.forEach(end => end());
  }

  async turn() {
    if (!document.hidden) await this.loading.load();
    if (!this.closed) this.timer = setTimeout(() => this.turn(), EVERY);
  }

  /** One house that does not answer hides nothing of the other. */
  async readAll() {
    const answers = await Promise.allSettled(HOUSES.map(house => this.readOf(house)));
    if (answers.every(it => it.status === 'rejected')) throw answers[0].reason;
    const items = [];
    HOUSES.forEach(({of}, i) => {
      this.away[of] = answers[i].reason ?? null;
      items.push(...answers[i].value ?? this.items.filter(it => it.of === of));
    });
    Object.assign(this, {items: items.sort(oldest), read: true});
  }

  async readOf({of, base}) {
    let all = [];
    let cursor = null;
    for (let page = 0; page < this.pages; page++) {
      const {items, next} = await get(base, {cursor, limit: PAGE}, {atLeast: null});
      all = all.concat(items);
      cursor = next;
      if (!cursor) break;
    }
    this.next[of] = cursor;
    return all.map(it => ({...it, of, base, key: `${of}-${it.id}`}));
  }

  more() {
    this.pages++;
    return this.loading.load();
  }

  /** @return in words: how many there are, as far as they are read; null before that */
  total() {
    if (!this.read) return null;
    return this.items.length ? `${this.items.length}${this.next.projections || this.next.sagas ? '+' : ''}` : '0';
  }

  async retry(letter) {
    await this.during(letter, async () => {
      const answer = await post(`${letter.base}/${encodeURIComponent(letter.id)}/retry`);
      toast(answer?.retried > 1 ? `${letter.type} is taken, with ${answer.retried - 1} that waited behind it.` : `${letter.type} is taken.`);
    });
  }

  async during(letter, act) {
    this.busy.add(letter.key);
    this.errors.delete(letter.key);
    invalidate();
    try {
      await act();
    } catch (error) {
      if (error.status === 404) toast('It was gone already.');
      else this.errors.set(letter.key, error);
    }
    this.busy.delete(letter.key);
    await this.loading.load();
  }
}
