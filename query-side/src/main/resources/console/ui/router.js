import {invalidate, afterDrawing} from './frame.js';

/** Addresses to screens. A screen is {title(), view(), keys?, show?(query), close?()}; its module is read when first needed. */
const routes = [];
export const place = {screen: null, path: '', query: new URLSearchParams(), name: '', failed: null};
let turn = 0;

/** @param pattern such as /artists/:id/:tab */
export function route(name, pattern, load) {
  routes.push({name, load, parts: pattern.split('/')});
}

function match(path) {
  const parts = path.replace(/\/+$/, '').split('/');
  for (const it of routes) {
    if (it.parts.length !== parts.length) continue;
    const params = {};
    if (it.parts.every((part, i) => part === parts[i] || (part[0] === ':' && (params[part.slice(1)] = decodeURIComponent(parts[i]))))) {
      return {...it, params};
    }
  }
  return null;
}

export function navigate(to, {replace = false} = {}) {
  const url = new URL(to, location.origin);
  if (url.href === location.href) return;
  remember();
  history[replace ? 'replaceState' : 'pushState']({}, '', url);
  open();
}

/** Changes the query only: the screen stays and nothing scrolls. */
export function setQuery(values, {replace = true} = {}) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  navigate(location.pathname + (text ? '?' + text : ''), {replace});
}

/** Keeps where the reader is, for Back. */
function remember() {
  history.replaceState({...history.state, scroll: scrollY, focus: document.activeElement?.id || null}, '');
}

async function open(restored = null) {
  const path = location.pathname === '/' ? '/artists' : location.pathname;
  const query = new URLSearchParams(location.search);
  const found = match(path);
  const key = found ? found.name + JSON.stringify(found.params.id ?? '') : path;
  if (place.screen && place.key === key) {
    const moved = place.path !== path;
    Object.assign(place, {path, query, params: found.params});
    place.screen.show?.(found.params, query);
    if (moved && restored) afterDrawing(() => scrollTo(0, restored.scroll ?? 0));
    invalidate();
    return;
  }
  const mine = ++turn;
  let screen = null;
  let failed = null;
  try {
    screen = found ? (await found.load()).open(found.params, query) : null;
  } catch (error) {
    failed = error;
  }
  if (mine !== turn) return;
  const first = !place.key;
  place.screen?.close?.();
  Object.assign(place, {screen, key, path, query, params: found?.params ?? {}, name: found?.name ?? '', failed});
  afterDrawing(() => settle(first, restored));
}

function settle(first, restored) {
  const until = Date.now() + 2000;
  if (!restored) {
    scrollTo(0, 0);
    if (!first) document.querySelector('main h1')?.focus({preventScroll: true});
    return;
  }
  // Wait for the content to be as tall as it was.
  const attempt = () => {
    scrollTo(0, restored.scroll ?? 0);
    const there = Math.abs(scrollY - (restored.scroll ?? 0)) < 2;
    if (there || Date.now() > until) document.getElementById(restored.focus ?? '')?.focus({preventScroll: true});
    else setTimeout(attempt, 60);
  };
  attempt();
}

export function startRouter() {
  history.scrollRestoration = 'manual';
  addEventListener('popstate', event => open(event.state ?? {}));
  addEventListener('pagehide', remember);
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href);
    const own = url.origin === location.origin && !/^\/(api|v3|actuator)\//.test(url.pathname);
    if (!own || link.hasAttribute('download') || link.target || url.hash) return;
    event.preventDefault();
    navigate(url.pathname + url.search);
  });
  open(history.state?.scroll ? history.state : null);
}
