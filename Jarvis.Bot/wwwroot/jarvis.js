// What a page over a circuit cannot do itself: post messages with an id of their own, keep the log at its end, follow the system's theme.
window.jarvis = (() => {
  'use strict';
  const KEPT = 'jarvis-pending';
  const token = () => document.querySelector('meta[name=page-token]').content;
  const byId = name => document.getElementById(name);
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, '0')).join('');
  const wait = ms => new Promise(done => setTimeout(done, ms));

  // --- posting: an id is made once for each message, and a retry has the same one, so that it counts once.
  const kept = () => { try { return JSON.parse(sessionStorage.getItem(KEPT) ?? '[]'); } catch { return []; } };
  const keep = list => { try { sessionStorage.setItem(KEPT, JSON.stringify(list)); } catch { /* private mode: kept in memory only */ } };
  const forget = id => keep(kept().filter(m => m.id !== id));

  function note(id, text, wrong = false) {
    const box = byId('pending');
    if (!box) return;
    let line = [...box.children].find(l => l.dataset.id === id);
    if (!text) { line?.remove(); return; }
    if (!line) { line = document.createElement('div'); line.dataset.id = id; box.append(line); }
    line.textContent = text;
    line.classList.toggle('wrong', wrong);
    if (wrong) setTimeout(() => line.remove(), 8000);
  }

  // Resolves to null when the message is stored, or to what is wrong with it.
  async function post(url, makeBody, label, id) {
    for (let tries = 0; ; tries++) {
      const slow = setTimeout(() => note(id, `Sending ${label}…`), 400);
      try {
        const { body, headers } = makeBody();
        const answer = await fetch(url, { method: 'POST', body, headers: { RequestVerificationToken: token(), Accept: 'application/json', ...headers }, credentials: 'same-origin' });
        if (answer.ok) { note(id, ''); return null; }
        if (answer.status === 401) { location.reload(); return 'You are signed out.'; }
        if (answer.status < 500) return (await answer.json().catch(() => null))?.message ?? `Jarvis did not take it (${answer.status}).`;
      } catch { /* not reached: tried again */ } finally { clearTimeout(slow); }
      note(id, `Not sent yet: ${label}. Trying again…`);
      await wait(Math.min(15000, 500 * 2 ** tries));
    }
  }

  async function say(kind, text, id = newId()) {
    const message = { id, kind, text };
    keep([...kept().filter(m => m.id !== id), message]);
    const wrong = await post('/chat/messages', () => ({ body: JSON.stringify(message), headers: { 'Content-Type': 'application/json' } }), kind === 'text' ? `"${text.slice(0, 40)}"` : 'your choice', id);
    forget(id);
    if (wrong) note(id, wrong, true);
    return wrong;
  }

  async function send(file, caption) {
    const id = newId();
    const most = Number(byId('composer').dataset.maxBytes);
    if (file.size > most) { note(id, `${file.name} is larger than ${Math.floor(most / 1048576)} MB.`, true); return; }
    const wrong = await post('/chat/files', () => {
      const body = new FormData();
      body.append('id', id); body.append('text', caption); body.append('file', file, file.name);
      return { body, headers: {} };
    }, file.name, id);
    if (wrong) note(id, wrong, true);
  }

  // --- buttons anywhere on the page: data-press goes to the inbox as a button, data-say as words.
  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-press], [data-say]');
    if (!button || button.disabled) return;
    button.disabled = true;
    await (button.dataset.press ? say('button', button.dataset.press) : say('text', button.dataset.say));
    await wait(1000);
    button.disabled = false;
  });

  document.addEventListener('submit', async event => {
    if (event.target.matches('[data-token-form]')) {
      const field = Object.assign(document.createElement('input'), { type: 'hidden', name: '__RequestVerificationToken', value: token() });
      event.target.append(field);
      return;
    }
    if (event.target.id !== 'composer') return;
    event.preventDefault();
    const box = byId('say');
    const text = box.value.trim();
    if (!text) return;
    box.value = '';
    grow(box);
    toEnd();
    if (await say('text', text) && !box.value) { box.value = text; grow(box); }
  });

  const grow = box => { box.style.height = 'auto'; box.style.height = `${box.scrollHeight}px`; };
  document.addEventListener('input', event => { if (event.target.id === 'say') grow(event.target); });
  document.addEventListener('keydown', event => {
    if (event.target.id === 'say' && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      byId('composer').requestSubmit();
    }
  });

  const takeFiles = async files => {
    const box = byId('say');
    const caption = box.value.trim();
    box.value = '';
    for (const [i, file] of [...files].entries()) await send(file, i === 0 ? caption : '');
  };
  document.addEventListener('change', async event => {
    if (event.target.id !== 'file' || !event.target.files.length) return;
    const files = [...event.target.files];
    event.target.value = '';
    await takeFiles(files);
  });
  document.addEventListener('paste', event => {
    if (event.target.id === 'say' && event.clipboardData?.files.length) { event.preventDefault(); takeFiles(event.clipboardData.files); }
  });
  for (const type of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(type, event => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      byId('composer')?.classList.toggle('dropping', type === 'dragover');
      if (type === 'drop' && byId('composer')) takeFiles(event.dataTransfer.files);
    });
  }

  // --- the log stays at its end unless the reader has scrolled up.
  let following = true;
  let watched = null;
  const toEnd = () => { const log = byId('log'); if (log) log.scrollTop = log.scrollHeight; };
  function startChat() {
    const log = byId('log');
    if (!log || log === watched) return;
    watched = log;
    following = true;
    const end = byId('to-end');
    log.addEventListener('scroll', () => {
      following = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
      if (following) end.hidden = true;
    }, { passive: true });
    let height = 0;
    const settle = () => {
      if (following) toEnd();
      else if (log.scrollHeight > height + 20) end.hidden = false;
      height = log.scrollHeight;
    };
    const sizes = new ResizeObserver(settle);
    sizes.observe(log);
    sizes.observe(byId('log-content'));
    end.addEventListener('click', () => { following = true; end.hidden = true; toEnd(); });
    toEnd();
    for (const message of kept()) say(message.kind, message.text, message.id);
    if (matchMedia('(hover: hover)').matches) byId('say').focus();
  }

  // --- light, dark, or as the system has it.
  const system = matchMedia('(prefers-color-scheme: dark)');
  const choice = () => document.documentElement.dataset.theme ?? 'system';
  const now = () => ({ choice: choice(), dark: choice() === 'system' ? system.matches : choice() === 'dark' });
  let page = null;
  system.addEventListener('change', () => page?.invokeMethodAsync('Shown', now()).catch(() => {}));
  const theme = {
    start: reference => { page = reference; return now(); },
    choose: wanted => {
      document.documentElement.dataset.theme = wanted;
      document.cookie = `jarvis-theme=${wanted}; path=/; max-age=31536000; samesite=strict`;
      return now();
    },
  };

  // A server that was started again does not know the old circuit; the page begins anew and loses nothing.
  byId('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => {
    if (event.detail.state === 'rejected' || event.detail.state === 'failed') location.reload();
  });

  return { theme, chat: { start: startChat } };
})();
