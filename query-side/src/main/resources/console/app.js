import {html, render} from './ui/lit.js';
import {begin, invalidate} from './ui/frame.js';
import {route, startRouter, place} from './ui/router.js';
import {shell} from './ui/shell.js';
import {drawDialog} from './ui/dialog.js';
import {failure, nowhere, signIn} from './ui/states.js';
import {startKeys} from './ui/keys.js';
import {connect, streaming} from './live.js';
import {loadRunning, runningCount} from './generation/store.js';
import {me, loadMe} from './me.js';

route('artists', '/artists', () => import('./artist/list.js'));
route('create', '/artists/new', () => import('./artist/create.js'));
route('artist', '/artists/:id', () => import('./artist/page.js'));
route('artist', '/artists/:id/:tab', () => import('./artist/page.js'));
route('generations', '/generations', () => import('./generation/list.js'));
route('generation', '/generations/:id', () => import('./generation/page.js'));
route('events', '/events', () => import('./audit/events.js'));

function content() {
  if (me.signedOut) return signIn();
  if (place.failed) return failure(place.failed, {what: 'This page', again: () => location.reload()});
  if (place.screen) return place.screen.view();
  return place.path ? nowhere() : html``;
}

function title() {
  if (me.signedOut) return 'Sign in';
  const name = place.screen?.title() ?? (place.path ? 'Nothing here' : '');
  const running = runningCount();
  return running && !place.screen?.tellsState ? `${running} running, ${name}` : name;
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
