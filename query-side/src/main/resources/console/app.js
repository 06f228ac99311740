import {html, render, begin, invalidate, nothing, repeat, icon, door, key, offlineChip, number, timeWithSeconds} from './ui/draw.js';
import {route, startRouter, place, drawDialog, nowhere, signIn, startKeys, toastsView, help, openDialog} from './ui/page.js';
import {connect, streaming, me, loadMe, connection, condition, offlinePictures, offlineTexts} from './server.js';
import {about, providerSteps} from './studio.js';
import {loadRunning, runningCount, work} from './generation/work.js';
import {isRunning, nameOf, stage, figures} from './generation/words.js';
import {meter} from './generation/look.js';
import {cancel} from './generation/send.js';
import {open as artists} from './artist/list.js';
import {open as newArtist} from './artist/create.js';
import {open as artist} from './artist/page.js';
import {open as generations} from './generation/list.js';
import {open as newGeneration} from './generation/form.js';
import {open as generation} from './generation/page.js';
import {open as events} from './audit/events.js';
import {open as projections} from './admin/projections.js';
import {open as deadLetters} from './admin/dead-letters.js';

route('artists', '/artists', artists);
route('create', '/artists/new', newArtist);
route('artist', '/artists/:id', artist);
route('artist', '/artists/:id/:tab', artist);
route('generations', '/generations', generations);
route('ask', '/generations/new', newGeneration);
route('generation', '/generations/:id', generation);
route('events', '/events', events);
route('projections', '/admin/projections', projections);
route('dead-letters', '/admin/dead-letters', deadLetters);

function content() {
  if (me.signedOut) return signIn();
  if (place.screen) return place.screen.view();
  return place.path ? nowhere() : html``;
}

function title() {
  if (me.signedOut) return 'Sign in';
  const name = place.screen?.title() ?? (place.path ? 'Nothing here' : '');
  const running = runningCount();
  return running && !place.screen?.tellsState ? `${running} running, ${name}` : name;
}

/* The frame around every screen */

const places = () => [['/artists', 'Artists', 'artists', ''], ['/generations', 'Generations', 'image', runningCount() ? `${number(runningCount())} running` : ''],
  ['/events', 'Events', 'events', '']];

/** For administrators: what runs and what is stuck shows while one of these screens is open and looks at it. */
function offices() {
  if (!me.administrator) return [];
  const {rebuilding, letters} = place.screen?.notes?.() ?? {};
  return [['/admin/projections', 'Projections', 'layers', rebuilding ? 'rebuilding' : ''], ['/admin/dead-letters', 'Dead letters', 'letters', letters && letters !== '0' ? letters : '', 'bad']];
}

const entry = ([to, name, sign, note, tone = '']) => html`<li><a href=${to} aria-current=${within(to) ? 'page' : nothing}>
  ${icon(sign)}<span>${name}</span>${note ? html`<small class=${tone}>${note}</small>` : nothing}</a></li>`;
const within = to => place.path === to || place.path.startsWith(to + '/');

const shell = content => html`
  <a class="skip" href="#main" @click=${skip}>Skip to the content</a>
  <div class="frame ${me.signedOut ? 'signed-out' : ''}">
    <nav class="side" aria-label="Main">
      <a class="brand" href="/artists">${door()}<span>Greenroom</span></a>
      <ul>${places().map(entry)}</ul>
      ${me.administrator ? html`<h2 id="offices">Administration</h2><ul aria-labelledby="offices">${offices().map(entry)}</ul>` : nothing}
      <div class="side-foot"><button type="button" class="quiet" id="help" @click=${help}>${icon('help')}Keys and help</button></div>
    </nav>
    ${topBar()}
    <main id="main" tabindex="-1">${banner()}${content}</main>
    ${nowBar()}
    <nav class="tabs-bar" aria-label="Places"><ul>${[...places(), ...offices().slice(0, 1)].map(([to, name, sign]) => html`<li><a href=${to}
      aria-current=${within(to) ? 'page' : nothing}>${icon(sign)}<span>${name}</span></a></li>`)}</ul></nav>
  </div>
  ${toastsView()}`;

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

const topBar = () => html`<header class="top">
  ${place.screen?.up ? html`<a class="quiet square" href=${place.screen.up.to} aria-label="Back to ${place.screen.up.name}">${icon('back')}</a>
    <span class="top-title">${place.screen.short?.() ?? place.screen.up.name}</span>`
    : html`<a class="brand" href="/artists" aria-label="Greenroom, your artists">${door()}</a><span class="top-title">${place.screen?.short?.() ?? place.screen?.title() ?? 'Greenroom'}</span>`}
  ${within('/generations') ? html`<a class="quiet square" href="/generations/new" aria-label="Make something">${icon('plus')}</a>`
    : html`<a class="quiet square" href="/artists/new" aria-label="New artist">${icon('plus')}</a>`}
  <button type="button" class="quiet square" aria-label="Help" @click=${help}>${icon('help')}</button></header>`;

function banner() {
  const now = condition();
  if (now === 'lost') {
    return html`<div class="banner strip lost" role="alert">${icon('retry')}<p><strong>Connection lost at ${timeWithSeconds(connection.lostAt)}.</strong>
      What you see may be old. Running work goes on without the console.</p>
      <button type="button" class="row" id="try-now" @click=${connect}>Try now</button></div>`;
  }
  const {back} = connection;
  if (back?.shown && Date.now() > back.until) {
    return html`<div class="banner strip back" role="status">${icon('check')}<p>Back. ${back.missed === 0 ? 'Nothing was missed'
      : back.missed === 1 ? '1 event was missed and is applied' : `${number(back.missed)} events were missed and are applied`}; your place on the page is kept.</p></div>`;
  }
  return nothing;
}

const CONDITIONS = {connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting', lost: 'Connection lost'};

function nowBar() {
  const items = work();
  const now = me.signedOut ? 'lost' : condition();
  return html`<section class="now ${items.length ? 'busy' : ''}" aria-label="Now">
    <p class="connection ${now}" id="connection" data-state=${now}>${now === 'live' || now === 'connecting' ? html`<i class="dot"></i>` : icon('retry')}
      <span>${me.signedOut ? 'Not signed in' : CONDITIONS[now]}</span></p>
    ${items.length ? html`<ul class="now-work">${repeat(items.slice(0, 3), it => it.id, workItem)}</ul>
      ${items.length > 3 ? html`<a class="now-more" href="/generations">${items.length - 3} more</a>` : nothing}`
      : html`<p class="now-idle">Nothing is running. What you start shows here, on every screen.</p>`}
    ${offlinePictures() || offlineTexts() ? html`<button type="button" class="now-provider" id="provider-note" @click=${aboutOffline}
      aria-label="Offline provider: what this means">${offlineChip('Offline provider')}</button>` : nothing}</section>`;
}

function workItem(it) {
  const {cover} = about(it.artistId);
  const name = nameOf(it);
  const words = [stage(it), figures(it)].filter(Boolean).join(', ');
  return html`<li><a class="now-link" href="/generations/${it.id}">
      ${cover ? html`<img src=${`${cover.url}/thumbnail`} alt="" width="28" height="34" loading="lazy">` : html`<span class="now-sign">${icon(it.kind === 'image' ? 'image' : 'text')}</span>`}
      <span class="now-words"><span class="now-name">${name}</span><span class="now-stage">${words}</span>${isRunning(it) ? meter(it) : nothing}</span></a>
    ${isRunning(it) ? html`<button type="button" class="quiet square" aria-label="Cancel ${name}"
      @click=${() => cancel(it.id)}>${icon('close')}</button>` : html`<span class="square ended ${it.state}">${icon(it.state === 'succeeded' ? 'check' : it.state === 'failed' ? 'warn' : 'cancel')}</span>`}</li>`;
}

function aboutOffline() {
  const both = offlinePictures() && offlineTexts();
  openDialog({title: `${both ? 'Pictures and bios are' : offlinePictures() ? 'Pictures are' : 'Bios are'} made offline`, kind: 'small', view: () => html`
    <p>A procedure on this machine makes them: free, no key, nothing leaves the machine. They follow the genre and the seed, hardly the words.</p>
    <h3>How to set a provider</h3>${providerSteps()}`});
}

begin(() => {
  render(shell(content()), document.getElementById('app'));
  drawDialog();
  const name = title();
  document.title = name ? `${name} · Greenroom` : 'Greenroom';
});

startKeys();
loadMe().then(signedIn => {
  if (!signedIn) return invalidate();
  connect();
  streaming().then(() => loadRunning()).catch(() => {});
});
startRouter();
