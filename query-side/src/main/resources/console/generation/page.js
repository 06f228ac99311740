import {html, nothing, icon, offlineChip, soon, moment, number} from '../ui/draw.js';
import {Loading, bones, copy, failure, place, setQuery} from '../ui/page.js';
import {get, on, streaming, offlinePictures, offlineTexts} from '../server.js';
import {artistName} from '../studio.js';
import {generations, put, again} from './work.js';
import {stateChip} from './look.js';
import {cancel} from './send.js';
import {captionOf, figures, isMany, isPartial, isRunning, made, money, nameOf, failureWords} from './words.js';
import {variantsView} from './variants.js';
import {attemptsView, costView, familyView} from './attempts.js';
import {partsView, length} from './parts.js';
import {Again, makeAgain} from './again.js';
import {viewer} from '../artist/viewer.js';
import {History, causes} from '../audit/history.js';

export function open({id}, query) {
  return new GenerationPage(id).show({id}, query);
}

/** One ask: its variants, the prompt in its parts, the attempts, what it cost, where it came from, and why. */
class GenerationPage {
  constructor(id) {
    this.id = id;
    this.up = {to: '/generations', name: 'Generations'};
    this.history = new History(id);
    this.again = new Again(id);
    this.chosen = 1;
    this.loading = new Loading(async () => {
      await streaming();
      const {lineage} = put(await get(`/api/generations/${id}`));
      for (const one of [lineage?.parent, lineage?.root]) if (one && !generations.has(one)) again(one);
      this.showPicture();
    });
    this.ends = [on('event', event => this.heard(event)), on('refresh', () => this.load())];
    this.keys = {g: () => this.again.begin()};
    this.dialogKeys = {ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1)};
    this.load();
  }

  show(_, query) {
    this.chosen = Number(query.get('variant')) || 1;
    this.query = query;
    this.showPicture();
    return this;
  }

  load() {
    this.loading.load();
    this.history.load();
  }

  heard(event) {
    if (event.streamId !== this.id) return;
    this.history.add(event);
    soon(`generation ${this.id}`, () => again(this.id, event.id), 150);
  }

  close() {
    this.ends.forEach(end => end());
    this.viewer?.end();
  }

  get it() {
    return generations.get(this.id);
  }

  title() {
    const {it} = this;
    if (!it?.kind) return 'Generation';
    this.tellsState = isRunning(it);
    return isRunning(it) ? `${isMany(it) ? `${made(it)} of ${it.variants.length} done` : figures(it) || 'Running'}, ${nameOf(it)}` : nameOf(it);
  }

  /** The picture that the address names stands open. */
  showPicture() {
    const wanted = this.query?.get('open') ? this.chosen : null;
    if (this.viewer && this.viewer.variant !== wanted) this.viewer.end();
    const image = wanted && this.it?.variants[wanted - 1]?.result?.image;
    if (!image || this.viewer) return;
    const {it} = this;
    const from = {artist: it.artistId ? {name: artistName(it.artistId)} : null, history: this.history, story: () => this.storyOf(it),
      generate: ({seed}) => { setQuery({open: ''}); this.again.begin({seed, variants: 1}); }};
    this.viewer = {...viewer(from, image, () => {
      this.viewer = null;
      if (place.screen === this && this.query.get('open') && this.chosen === wanted) setQuery({open: ''});
    }), variant: wanted};
  }

  step(by) {
    const pictures = this.it.variants.filter(v => v.result?.image).map(v => v.number);
    const next = pictures[pictures.indexOf(this.chosen) + by];
    if (next) setQuery({variant: next, open: 1});
  }

  storyOf(it) {
    return it.artistId ? `/artists/${it.artistId}/history?why=${it.id}` : `/events?stream=${it.id}`;
  }

  view() {
    const {it} = this;
    if (this.loading.error && !it?.kind) return failure(this.loading.error, {what: 'This generation', again: () => this.load()});
    if (!it?.kind) return this.loading.slow ? html`<div class="screen">${bones('pictures', 3)}</div>` : nothing;
    return html`<div class="screen generation ${isMany(it) ? '' : 'one'}">${this.head(it)}${partial(it)}
      <div class="generation-main">${variantsView(this, it)}
        <div class="generation-below">${this.again.view(it)}
          <div class="generation-body">
            <section aria-labelledby="parts-title"><div class="latest-head"><h2 id="parts-title">Prompt, in parts</h2>
              ${it.parts?.length ? html`<span class="hint">${number(length(it.parts))} characters <button type="button" class="link" @click=${() => copy(it.parts.map(p => p.text).join('\n'))}>Copy</button></span>` : nothing}</div>
              ${it.parts?.length ? partsView(it.parts) : html`<p class="hint">Its parts were not kept.</p>`}</section>
            <section><h2>Attempts</h2>${attemptsView(it)}<h2>Cost</h2>${costView(it)}${familyView(it)}</section>
            <section><div class="latest-head"><h2>Why${isMany(it) ? ` variant ${this.chosen}` : ''}</h2><a class="quiet-link" href=${this.storyOf(it)}>${it.artistId ? 'In history' : 'All events'}</a></div>
              ${causes(this.history, this.endOf(it))}</section></div></div></div></div>`;
  }

  /** What stands at the end of the chosen variant's story. */
  endOf(it) {
    const last = types => this.history.events.filter(e => types.includes(e.type) && (e.data?.variant ?? this.chosen) === this.chosen).at(-1);
    return (isMany(it) ? last(['AttemptSucceeded', 'VariantFailed', 'AttemptFailed', 'AttemptStarted']) : last(['GenerationSucceeded', 'GenerationFailed', 'GenerationCancelled']))
      ?? this.history.events.at(-1);
  }

  head(it) {
    const offline = it.offline && !(it.kind === 'image' ? offlinePictures() : offlineTexts());
    const facts = [it.kind === 'image' ? `${number(it.width)} × ${number(it.height)}` : '', `Asked ${moment(it.requestedAt).replace(/^T/, 't')}`, figures(it), spent(it), it.repeats ? `asked for ${it.repeats + 1} times` : ''].filter(Boolean);
    return html`<header class="generation-head"><div><nav class="crumbs" aria-label="Breadcrumb">${it.artistId ? html`<a href="/artists">Artists</a><span aria-hidden="true">/</span><a href="/artists/${it.artistId}">${artistName(it.artistId)}</a>`
        : html`<a href="/generations">Generations</a>`}</nav>
      <h1 tabindex="-1">${captionOf(it, 90)}</h1>
      <p class="generation-line" id="state" data-state=${it.state}>${stateChip(it)}${offline ? offlineChip('Offline provider') : nothing}${facts.map(words => html`<span>${words}</span>`)}</p></div>
      <div class="buttons">${isRunning(it) ? html`<button type="button" class="danger" id="cancel" @click=${() => cancel(it.id)}>${icon('cancel')}${made(it) ? 'Cancel the rest' : 'Cancel'}</button>`
        : html`<button type="button" id="make-again" @click=${() => makeAgain(it)}>${icon('retry')}Make again</button>`}
        <button type="button" class="filled" id="regenerate" aria-expanded=${this.again.open} @click=${() => this.again.begin()}>${icon('edit')}Regenerate</button></div></header>`;
  }
}

/** What has gone and what is still set aside, while there is anything to say. */
function spent({expense}) {
  if (!expense) return '';
  const held = Math.max(0, expense.reserved - expense.settled - expense.refunded);
  return [expense.settled ? `${money(expense.settled, expense.currency)} spent` : '', held ? `${money(held, expense.currency)} still set aside` : ''].filter(Boolean).join(', ');
}

function partial(it) {
  if (it.state === 'failed') return html`<p class="banner bad" id="failure">${icon('warn')}<span>${failureWords(it)}</span></p>`;
  if (!isPartial(it)) return nothing;
  const lost = it.variants.filter(v => v.state === 'failed').map(v => v.number);
  return html`<p class="banner bad" id="partial">${icon('warn')}<span><strong>${made(it)} of ${it.variants.length} made.</strong> ${lost.length === 1 ? `Variant ${lost[0]}` : `Variants ${lost.join(' and ')}`} came to nothing; what was made stays.</span></p>`;
}
