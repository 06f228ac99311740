import {html, nothing, vars, icon, offlineChip, soon, invalidate, duration, hue, moment, number, sentence} from '../ui/draw.js';
import {Loading, bones, failure} from '../ui/page.js';
import {get, on, streaming} from '../server.js';
import {about, artistName, generations, put, isRunning, cancel, meter, stateChip, figures, failureWords} from '../studio.js';
import {History, causes} from '../audit/history.js';

export function open({id}) {
  return new GenerationPage(id);
}

/** One ask: what was wanted, its attempts, what came of it, and why. */
class GenerationPage {
  constructor(id) {
    this.id = id;
    this.up = {to: '/generations', name: 'Generations'};
    this.history = new History(id);
    this.loading = new Loading(async () => { await streaming(); put(await get(`/api/generations/${id}`)); });
    this.ends = [on('event', event => this.heard(event)), on('refresh', () => this.load())];
    this.load();
  }

  load() {
    this.loading.load();
    this.history.load();
  }

  heard(event) {
    if (event.data?.generationId !== this.id) return;
    if (event.streamId === this.id) this.history.add(event);
    soon(`attempts ${this.id}`, async () => {
      try { put(await get(`/api/generations/${this.id}`, {}, {atLeast: event.id})); } catch { /* the next event reads it again */ }
      invalidate();
    }, 150);
  }

  close() {
    this.ends.forEach(end => end());
  }

  title() {
    const it = generations.get(this.id);
    return it?.artistId ? `${it.kind === 'bio' ? 'Bio' : 'Portrait'} of ${artistName(it.artistId)}` : 'Generation';
  }

  view() {
    const it = generations.get(this.id);
    if (this.loading.error && !it) return failure(this.loading.error, {what: 'This generation', again: () => this.load()});
    if (!it?.artistId) return this.loading.slow ? bones('lines', 6) : nothing;
    const end = this.history.events.find(e => ['GenerationSucceeded', 'GenerationFailed', 'GenerationCancelled'].includes(e.type)) ?? this.history.events.at(-1);
    return html`<div class="screen generation">
      <header class="generation-head"><div><nav class="crumbs" aria-label="Breadcrumb"><a href="/artists">Artists</a><span aria-hidden="true">/</span><a href="/artists/${it.artistId}">${artistName(it.artistId)}</a></nav>
        <h1 tabindex="-1">${this.title()}</h1>
        <p class="generation-line">${stateChip(it)}${it.offline ? offlineChip('Offline provider') : nothing}<span>Asked ${moment(it.requestedAt)}</span>${figures(it) ? html`<span>${figures(it)}</span>` : nothing}</p></div>
        ${isRunning(it) ? html`<button type="button" class="danger" @click=${() => cancel(it.id)}>${icon('cancel')}Cancel</button>` : nothing}</header>
      <div class="generation-body">
        <div class="generation-result">${result(it)}${isRunning(it) ? meter(it) : nothing}</div>
        <section><h2>What was asked</h2><dl class="viewer-facts">
          <div><dt>Words</dt><dd>${it.prompt || html`<span class="later">None: the persona and the style only</span>`}</dd></div>
          ${it.kind === 'image' ? html`<div><dt>Seed</dt><dd class="mono">${it.seed}</dd></div><div><dt>Size</dt><dd>${number(it.width)} × ${number(it.height)}</dd></div>` : nothing}
          <div><dt>Artist</dt><dd><a class="quiet-link" href="/artists/${it.artistId}">${artistName(it.artistId)}</a></dd></div></dl>
          <h2>Attempts</h2>${it.attempts?.length ? html`<table class="rows attempts"><thead><tr><th scope="col">No.</th><th scope="col">Model</th><th scope="col">Result</th><th scope="col">Time</th></tr></thead><tbody>${it.attempts.map(a => html`<tr>
            <td>${a.number}</td><td>${a.provider}, ${a.model}</td><td class="loose">${a.code ? html`<span class="attempt-bad">${icon('warn')}${a.code}</span>` : stateWord(a.state)}${a.detail ? html` <span class="dim">${a.detail}</span>` : nothing}</td>
            <td>${a.durationMillis == null ? '' : duration(a.durationMillis)}</td></tr>`)}</tbody></table>` : html`<p class="hint">None yet.</p>`}</section>
        <section><div class="latest-head"><h2>Why</h2><a class="quiet-link" href="/artists/${it.artistId}/history?why=${it.id}">In history</a></div>${causes(this.history, end)}</section>
      </div></div>`;
  }
}

const stateWord = state => ({running: 'Running', succeeded: 'Done', failed: 'Failed', cancelled: 'Cancelled'})[state] ?? sentence(state);

const ratio = it => it.kind === 'image' && it.width ? `${it.width} / ${it.height}` : '4 / 3';

function result(it) {
  if (it.image) return html`<a class="box natural" href="/artists/${it.artistId}/images?image=${it.id}" ${vars({'--tone': it.image.dominantColour ?? 'var(--surface)'})}><img src=${it.image.url} alt=${it.image.altText} width=${it.image.width} height=${it.image.height}></a>`;
  if (it.text) return html`<p class="generation-text">${it.text}</p>`;
  if (isRunning(it)) return html`<span class="box glow" ${vars({'--h': hue(about(it.artistId).genre ?? ''), '--ratio': ratio(it)})}></span>`;
  // Where the reader saw it run, the box stays as it was.
  return html`<span class="box ${it.state === 'failed' ? 'broken' : 'stopped'} ${it.endedAt ? '' : 'low'}" ${vars({'--ratio': ratio(it)})}>${icon(it.state === 'failed' ? 'warn' : 'cancel')}<span>${it.state === 'failed' ? failureWords(it) : 'Cancelled.'}</span></span>`;
}
