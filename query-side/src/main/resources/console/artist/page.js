import {html, nothing} from '../ui/lit.js';
import {invalidate, soon, afterDrawing} from '../ui/frame.js';
import {Loading, bones, failure} from '../ui/states.js';
import {navigate, setQuery, place} from '../ui/router.js';
import {toast} from '../ui/toast.js';
import {number} from '../ui/words.js';
import {get} from '../api.js';
import {on, streaming} from '../live.js';
import {generations, work, isRunning} from '../generation/store.js';
import {askPortrait, askText} from '../generation/ask.js';
import {History, historyView, latestChanges} from '../audit/history.js';
import {learn} from './names.js';
import {remove, restore} from './actions.js';
import {Gallery} from './gallery.js';
import {viewer} from './viewer.js';
import {Editor} from './edit.js';
import {header, compactHeader} from './header.js';

export function open(params, query) {
  return new ArtistPage(params).show(params, query);
}

class ArtistPage {
  constructor({id}) {
    this.id = id;
    this.up = {to: '/artists', name: 'Artists'};
    this.artist = null;
    this.editor = null;
    this.tab = 'images';
    this.gallery = new Gallery(id);
    this.history = new History(id);
    this.loading = new Loading(() => this.read());
    this.ends = [on('event', event => this.heard(event)), on('refresh', () => this.reload())];
    this.keys = {
      g: () => this.generate(), e: () => this.edit(), h: () => navigate(this.to('history')), w: () => this.why(),
      Escape: () => this.editor?.leave(),
    };
    this.dialogKeys = {ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1), w: () => document.getElementById('why-image')?.focus()};
    this.loading.load();
    this.history.load();
  }

  show({tab = 'images'}, query) {
    this.tab = tab === 'history' ? 'history' : 'images';
    this.query = query;
    this.gallery.filter = query.get('show') ?? '';
    this.showPicture();
    return this;
  }

  close() {
    this.ends.forEach(end => end());
    this.viewer?.end();
  }

  to(tab) {
    return `/artists/${this.id}/${tab}`;
  }

  title() {
    const running = work(this.id).filter(isRunning);
    const name = this.artist?.name ?? 'Artist';
    this.tellsState = running.length > 0;
    return running.length ? `${running.length} running, ${name}` : name;
  }

  short() {
    return scrollY > 200 ? this.artist?.name ?? 'Artists' : 'Artists';
  }

  async read() {
    await streaming();
    const [artist] = await Promise.all([get(`/api/artists/${this.id}`), this.gallery.read()]);
    this.take(artist);
    this.showPicture();
  }

  reload() {
    this.loading.load();
    this.history.load();
  }

  take(artist) {
    if (this.artist && this.artist.revision > artist.revision) return;
    this.artist = artist;
    learn(artist);
    this.editor?.changed(artist);
  }

  heard(event) {
    const generation = generations.get(event.data?.generationId);
    if (event.data?.artistId !== this.id && generation?.artistId !== this.id) return;
    this.history.add(event);
    if (event.type === 'ImageAdded') this.gallery.add(event);
    if (event.type === 'GenerationRequested' && event.data.kind === 'image') this.gallery.expect(event.data.generationId);
    if (event.streamId === this.id) soon(`artist ${this.id}`, () => this.refresh(event.id), 80);
  }

  async refresh(position) {
    try {
      this.take(await get(`/api/artists/${this.id}`, {}, {atLeast: position}));
    } catch { /* what stands here stays; the next event reads it again */ }
    invalidate();
  }

  generate(filled) {
    if (this.artist && !this.artist.deleted) askPortrait(this.artist, filled);
  }

  write(instruction) {
    askText(this.artist, instruction);
  }

  edit() {
    if (!this.artist || this.artist.deleted || this.editor) return;
    if (this.tab === 'history') navigate(this.to('images'));
    this.editor = new Editor(this.artist, saved => {
      this.editor = null;
      if (saved) this.refresh();
      afterDrawing(() => document.getElementById('edit')?.focus());
    });
    scrollTo(0, 0);
    afterDrawing(() => document.getElementById('edit-name')?.focus());
  }

  async remove() {
    try {
      await remove(this.id);
      toast(`${this.artist.name} is deleted.`, {action: 'Restore', act: () => this.restore(), tone: 'trash'});
    } catch (error) {
      toast(`Not deleted. ${error.message}`, {tone: 'warn'});
    }
    this.refresh();
  }

  async restore() {
    try {
      await restore(this.id);
      toast(`${this.artist.name} is back.`);
    } catch (error) {
      toast(`Not restored. ${error.message}`, {tone: 'warn'});
    }
    this.refresh();
  }

  why() {
    const cell = document.activeElement?.closest?.('[data-cell]');
    if (cell?.dataset.generation) setQuery({image: cell.dataset.generation}, {replace: false});
    else if (this.artist?.bioOrigin) navigate(`${this.to('history')}?why=${this.artist.bioOrigin.generationId}`);
    else navigate(this.to('history'));
  }

  /** The picture that the address names stands open. */
  showPicture() {
    const wanted = this.tab === 'images' ? this.query?.get('image') : null;
    if (this.viewer && this.viewer.id !== wanted) this.viewer.end();
    const image = wanted && this.gallery.images.get(wanted);
    if (image && this.viewer?.id !== wanted) {
      this.viewer = viewer(this, image, () => {
        this.viewer = null;
        if (place.screen === this && this.query.get('image') === wanted) setQuery({image: ''});
      });
    }
  }

  step(by) {
    const ids = this.gallery.shown().map(it => it.image?.generationId).filter(Boolean);
    const next = ids[ids.indexOf(this.query.get('image')) + by];
    if (next) setQuery({image: next});
  }

  view() {
    const {artist} = this;
    if (this.loading.error && !artist) return failure(this.loading.error, {what: 'This artist', again: () => this.reload()});
    if (!artist) return this.loading.slow ? bones('artist', 1) : nothing;
    return html`<article class="artist">
      ${this.tab === 'history' ? compactHeader(this) : header(this)}
      <nav class="tabs" aria-label="${artist.name}"><a href=${this.to('images')} id="tab-images" aria-current=${this.tab === 'images' ? 'page' : nothing}>Images <small>${number(artist.imageCount)}</small></a>
        <a href=${this.to('history')} id="tab-history" aria-current=${this.tab === 'history' ? 'page' : nothing}>History <small>r${artist.revision}</small></a></nav>
      ${this.tab === 'history' ? html`<div class="artist-body one">${historyView(this.history, this.query)}</div>`
        : html`<div class="artist-body">${this.gallery.view(this)}
          <aside class="artist-side" aria-label="What changed">${latestChanges(this.history, this.to('history'))}</aside></div>`}
    </article>`;
  }
}
