import {html, nothing, vars, icon, offlineChip, bytes, moment, number} from '../ui/draw.js';
import {openDialog, closeDialog, copy} from '../ui/page.js';
import {generations} from '../generation/work.js';
import {captionOf} from '../generation/words.js';
import {causes} from '../audit/history.js';

/** A picture on its own, with what is known about it and why it is there. */
export function viewer(page, image, closed) {
  const id = image.generationId;
  let ended = false;
  const it = {end() { if (!ended) { ended = true; closeDialog(); } }};
  const asked = () => generations.get(id);
  openDialog({title: asked() ? captionOf(asked()) : `Portrait of ${page.artist?.name ?? 'the artist'}`, kind: 'viewer',
    closed: () => { ended = true; closed(); }, view: () => body(page, image, asked())});
  return it;
}

function body(page, image, asked) {
  const added = page.history.events.find(e => ['ImageAdded', 'AttemptSucceeded'].includes(e.type) && e.data.generationId === image.generationId && (e.data.variant ?? 1) === (image.variant ?? 1));
  const extension = {'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp'}[image.mediaType] ?? 'img';
  const name = `${(page.artist?.name ?? 'portrait').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}-${image.seed ?? image.blob.slice(0, 8)}.${extension}`;
  return html`<div class="viewer-body">
    <div class="viewer-picture" ${vars({'--tone': image.dominantColour ?? 'var(--surface)'})}><img src=${image.url} alt=${image.altText} width=${image.width} height=${image.height}></div>
    <div class="viewer-words">
      <p class="viewer-alt">${image.altText}</p>
      <div class="buttons"><a class="button" id="download" href=${image.url} download=${name}>${icon('download')}Download</a>
        ${page.artist?.deleted ? nothing : html`<button type="button" @click=${() => page.generate({prompt: asked?.prompt ?? '', seed: image.seed})}>${icon('spark')}Ask for one like it</button>`}</div>
      ${image.offline ? html`<p class="viewer-offline">${offlineChip('Offline provider')}<span>Drawn by a procedure on this machine. It follows the genre and the seed, hardly the words.</span></p>` : nothing}
      <dl class="viewer-facts">
        ${image.seed != null ? html`<div><dt>Seed</dt><dd class="mono">${image.seed}<button type="button" class="quiet square row" aria-label="Copy the seed" @click=${() => copy(String(image.seed))}>${icon('copy')}</button></dd></div>` : nothing}
        <div><dt>Provider</dt><dd>${image.provider === 'offline' ? 'Offline' : image.provider}, ${image.model}</dd></div>
        <div><dt>Size</dt><dd>${number(image.width)} × ${number(image.height)}, ${bytes(image.size)}</dd></div>
        <div><dt>Made</dt><dd>${moment(image.addedAt)}</dd></div>
      </dl>
      <section aria-labelledby="why-image"><div class="latest-head"><h3 id="why-image" tabindex="-1">Why this image</h3><a class="quiet-link" href=${page.story(image)}>In history</a></div>
        ${causes(page.history, added)}</section>
    </div></div>`;
}
