import {html, nothing, repeat, chip, count, number, timeWithSeconds} from '../ui/draw.js';
import {bones, failure, nowhere} from '../ui/page.js';
import {me} from '../server.js';
import {Watch, rate, remembered, under, pending} from './watch.js';
import {rebuildButton, rebuildView, rebuilt} from './rebuild.js';
import {Letters} from './letters.js';
import {lettersView} from './letters-view.js';

const WIDE = 84;
const HIGH = 18;
const A_MINUTE = 60_000;

export const open = () => new Projections();

/** How the read models are and how far each has come, live; rebuilds; and under them what could not be taken. */
class Projections {
  constructor() {
    this.watch = new Watch();
    this.letters = new Letters();
  }

  show() {
    return this;
  }

  close() {
    this.watch.close();
    this.letters.close();
  }

  title() {
    const running = this.watch.items.filter(it => under(it.rebuild));
    return running.length ? `Rebuilding ${running.map(it => `${it.name} ${Math.floor(it.rebuild.percent)} %`).join(', ')}` : 'Projections';
  }

  short() {
    return 'Projections';
  }

  notes() {
    return {rebuilding: this.watch.items.some(it => under(it.rebuild)), letters: this.letters.total()};
  }

  view() {
    const {watch, letters} = this;
    const {error} = watch.loading;
    if ((me.owner && !me.administrator) || error?.code === 'FORBIDDEN') return nowhere();
    if (error && !watch.read) return failure(error, {what: 'Projections', again: () => watch.loading.load()});
    return html`<div class="screen"><header class="screen-head plain"><h1 tabindex="-1">Projections</h1>
        <p class="hint">Envelopes only. What events say stays with their owners.</p></header>
      ${error ? html`<p class="refusal" role="alert">Not read just now: ${error.message} What is shown may be old.</p>` : nothing}
      ${!watch.read ? watch.loading.slow ? bones('lines', 8) : nothing : html`${facts(watch.items, letters)}
        <table class="rows health" id="projections"><thead><tr><th scope="col">Projection</th><th scope="col" class="n">Position</th><th scope="col" class="n">Behind</th><th scope="col" class="n">Events/s</th>
          <th scope="col" class="hide-small">Behind, lately</th><th scope="col">State</th><th scope="col"><span class="sr-only">Rebuild</span></th></tr></thead>
          <tbody>${repeat(watch.items, it => it.name, it => row(it, watch))}</tbody></table>
        <section class="under"><h2>Dead letters</h2>${lettersView(letters)}</section>`}</div>`;
  }
}

const told = n => n === null ? '–' : n > 0 && n < 10 ? n.toFixed(1) : number(Math.round(n));

function facts(items, letters) {
  const rates = items.map(it => rate(it.name)).filter(it => it !== null);
  const slowest = items.reduce((a, b) => (b.behind ?? -1) > (a?.behind ?? -1) ? b : a, null);
  const dead = letters.total();
  return html`<dl class="facts-strip">
    <div><dt>Newest event taken</dt><dd id="newest">${number(Math.max(0, ...items.map(it => it.position)))}</dd></div>
    <div><dt>Taken, last 10 s</dt><dd>${told(rates.length ? Math.max(...rates) : null)} <small>events/s</small></dd></div>
    <div><dt>Furthest behind</dt><dd>${slowest?.behind == null ? '–' : number(slowest.behind)} <small>${slowest?.behind ? `events, ${slowest.name}` : 'events'}</small></dd></div>
    <div><dt>Dead letters</dt><dd class=${dead ? 'bad' : ''}><a href="/admin/dead-letters">${dead ?? '–'}</a></dd></div></dl>`;
}

function row(it, watch) {
  const lines = [`version ${it.version}`, pending(it.rebuild) ? 'answers while it is built anew' : rebuilt(it)].filter(Boolean).join(', ');
  const below = rebuildView(it, watch);
  return html`<tr data-projection=${it.name} class=${below === nothing ? '' : 'above'}>
      <td class="name"><strong>${it.name}</strong><small>${lines}</small>${it.trouble ? html`<small class="bad">${it.trouble}</small>` : nothing}</td>
      <td class="n">${number(it.position)}</td><td class="n" data-label="behind">${it.behind == null ? '–' : number(it.behind)}</td>
      <td class="n" data-label="events/s">${told(rate(it.name))}</td><td class="hide-small">${spark(it)}</td>
      <td class="state-cell">${stateOf(it)}</td><td class="act">${rebuildButton(it, watch)}</td></tr>
    ${below === nothing ? nothing : html`<tr class="below"><td colspan="7">${below}</td></tr>`}`;
}

function stateOf(it) {
  const {rebuild, state, errors} = it;
  if (state === 'down') return chip('bad', 'warn', 'Down');
  if (rebuild?.state === 'failed') return chip('bad', 'warn', 'Rebuild stopped');
  if (errors) return html`<a href="/admin/dead-letters">${chip('bad', 'warn', `${state === 'live' ? 'Live, ' : ''}${count(errors, 'dead letter')}`)}</a>`;
  if (under(rebuild)) return chip('live', 'running', 'Rebuilding');
  if (rebuild?.state === 'paused') return chip('', 'pause', 'Rebuild paused');
  return {live: chip('', 'check', 'Live'), building: chip('live', 'running', 'Building'), replaced: chip('', 'forward', 'Replaced by a newer version')}[state] ?? chip('', 'waiting', state);
}

/** How far it was behind, as long as this page has looked, ten minutes at most; the right edge is now. */
function spark({name, behind}) {
  const points = remembered(name).filter(it => it.behind !== null);
  if (points.length < 2) return nothing;
  const most = Math.max(...points.map(it => it.behind));
  const [now, span] = [points.at(-1).at, Math.max(A_MINUTE, points.at(-1).at - points[0].at)];
  const path = points.map(it => `${(WIDE - (now - it.at) / span * WIDE).toFixed(1)},${(HIGH - 1 - (most ? it.behind / Math.max(most, 10) * (HIGH - 2) : 0)).toFixed(1)}`).join(' ');
  return html`<svg class="spark" viewBox="0 0 ${WIDE} ${HIGH}" role="img" aria-label="Now ${number(behind ?? 0)} behind, ${number(most)} at most since ${timeWithSeconds(points[0].at)}"><polyline points=${path}></polyline></svg>`;
}
