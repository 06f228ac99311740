import {html, nothing, vars} from '../ui/lit.js';
import {icon, key, offlineChip} from '../ui/icons.js';
import {ago, hue, initials, sentence, number} from '../ui/words.js';
import {generations, work, isRunning, cancel} from '../generation/store.js';
import {meter, stateChip, figures} from '../generation/meter.js';
import {failureWords} from '../generation/failures.js';
import {offlineTexts} from '../me.js';
import {takeOffer} from './offer.js';

const crumbs = (artist, ...more) => html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/artists">Artists</a><span aria-hidden="true">/</span>
  ${more.length ? html`<a href="/artists/${artist.id}">${artist.name}</a><span aria-hidden="true">/</span><span>${more[0]}</span>` : html`<span>${artist.name}</span>`}</nav>`;

function cover({cover: image, genre, name, id}) {
  return image ? html`<a class="cover" href="/artists/${id}/images?image=${image.generationId}" ${vars({'--tone': image.dominantColour ?? 'var(--surface)'})}>
      <img src=${image.url} width=${image.width} height=${image.height} alt=${image.altText} fetchpriority="high"></a>`
    : html`<div class="cover blank" ${vars({'--h': hue(genre)})}><span class="blank-initials">${initials(name)}</span></div>`;
}

export function header(page) {
  const {artist} = page;
  return html`<header class="artist-head ${page.editor ? 'editing' : ''}">
    ${cover(artist)}
    ${page.editor ? page.editor.view() : html`<div class="artist-words">
      <div class="artist-top">${crumbs(artist)}${artist.deleted ? nothing : actions(page)}</div>
      ${artist.deleted ? html`<div class="banner lost" id="deleted">${icon('trash')}<p><strong>This artist is deleted.</strong> It is in no list. Its pictures and its history stay.</p>
        <button type="button" class="row" id="restore" @click=${() => page.restore()}>${icon('undo')}Restore</button></div>` : nothing}
      <h1 tabindex="-1">${artist.name}</h1>
      <p class="artist-genre"><a href="/artists?genre=${encodeURIComponent(artist.genre)}">${artist.genre}</a></p>
      ${bio(page)}
      ${facts(artist)}</div>`}
  </header>`;
}

const actions = page => html`<div class="buttons">
  <button type="button" class="filled" id="generate" @click=${() => page.generate()}>Generate ${key('g')}</button>
  <button type="button" id="edit" @click=${() => page.edit()} aria-label="Edit">${icon('edit')}<span class="wide">Edit</span></button>
  <details class="menu" @focusout=${leaveMenu} @keydown=${closeMenu}><summary class="button square" aria-label="More">${icon('more', 'dots')}</summary>
    <div class="menu-list" @click=${event => event.currentTarget.closest('details').removeAttribute('open')}>
      <button type="button" @click=${() => page.write()}>${icon('text')}${page.artist.bio ? 'Refine the bio' : 'Write a bio'}</button>
      <button type="button" class="danger" id="delete" @click=${() => page.remove()}>${icon('trash')}Delete the artist</button></div></details></div>`;

function leaveMenu(event) {
  if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.removeAttribute('open');
}

function closeMenu(event) {
  if (event.key !== 'Escape') return;
  event.currentTarget.removeAttribute('open');
  event.currentTarget.querySelector('summary').focus();
}

function bio(page) {
  const {artist} = page;
  const running = work(artist.id).filter(it => it.kind === 'bio');
  const last = [...generations.values()].filter(it => it.artistId === artist.id && it.kind === 'bio').sort((a, b) => a.requestedAt < b.requestedAt ? 1 : -1)[0];
  const busy = running.some(isRunning);
  return html`<div class="bio" id="bio">
    ${artist.bio ? html`<p class="bio-text" id="bio-text">${artist.bio} ${origin(page)}</p>`
      : busy ? nothing : html`<p class="bio-text later">No bio yet. ${artist.deleted ? nothing : html`<button type="button" class="link" id="write-bio" @click=${() => page.write()}>Write one</button>`}</p>`}
    ${running.map(it => html`<div class="bio-work" data-generation=${it.id} data-state=${it.state}>${isRunning(it) ? meter(it) : nothing}<p>${stateChip(it)}<span class="bio-what">${it.prompt ? `“${it.prompt}”` : 'The bio'}</span><span>${figures(it)}</span>
      ${isRunning(it) ? html`<button type="button" class="link" @click=${() => cancel(it.id)}>Cancel</button>` : nothing}</p></div>`)}
    ${last?.state === 'failed' ? html`<p class="refusal">${icon('warn')}<span>The bio was not written. ${failureWords(last)} <button type="button" class="link" @click=${() => page.write(last.prompt ?? '')}>Ask again</button></span></p>` : nothing}
    ${artist.offeredBio ? html`<section class="offer" id="offered-bio" aria-labelledby="offer-title"><h2 id="offer-title">A new bio waits for you</h2>
      <p class="hint">The bio was changed while this one was being written, so nothing was replaced.</p>
      <p class="offer-text">${artist.offeredBio.text}</p>
      <div class="buttons"><button type="button" id="take-bio" @click=${() => takeOffer(page)}>${icon('check')}Take it</button>
        ${artist.offeredBio.offline && !offlineTexts() ? offlineChip() : nothing}<a class="quiet-link" href="${page.to('history')}?why=${artist.offeredBio.generationId}">Why this text</a></div></section>` : nothing}
  </div>`;
}

function origin(page) {
  const {bioOrigin, deleted} = page.artist;
  return html`<span class="origin">${bioOrigin ? html`${bioOrigin.offline && !offlineTexts() ? offlineChip() : nothing}
    <a class="quiet-link" id="why-bio" href="${page.to('history')}?why=${bioOrigin.generationId}">Why this text</a>` : nothing}
    ${deleted ? nothing : html`<button type="button" class="link" id="refine-bio" @click=${() => page.write()}>Refine</button>`}
    ${bioOrigin ? html`<small>${bioOrigin.offline ? 'Written offline' : 'Generated'}</small>` : nothing}</span>`;
}

const facts = artist => html`<dl class="facts">
  <div class="fact-wide"><dt>Personality</dt><dd>${artist.traits.length ? sentence(artist.traits.join(', ')) : html`<span class="later">No traits</span>`}</dd></div>
  <div><dt>Visual style</dt><dd>${artist.style || html`<span class="later">The genre decides</span>`}</dd></div>
  <div class="fact-small"><dt>Images</dt><dd>${number(artist.imageCount)}</dd></div>
  <div class="fact-small"><dt>Revision</dt><dd id="revision"><a class="plain" href="/artists/${artist.id}/history">${artist.revision}<span class="later">, ${ago(artist.updatedAt)}</span></a></dd></div></dl>`;

export const compactHeader = ({artist}) => html`<header class="artist-compact">
  ${artist.cover ? html`<img src=${artist.cover.url} alt="" width="44" height="55">` : nothing}
  <div>${crumbs(artist, 'History')}<h1 tabindex="-1">${artist.name}</h1></div></header>`;
