// What tests ask beyond Telegram: act as a user, see what the bot sent, set faults.
const express = require('express');
const { bad, refuse } = require('./errors');

function mount(app, { store, files, faults, messages, updates, requests }) {
  const route = (action) => async (request, response) => {
    const send = (status, body) => response.status(status).json(body);
    try { send(200, { ok: true, result: (await action(request)) ?? true }); } catch (error) { refuse(error, send); }
  };

  app.post('/sendMessage', route(async ({ body }) => {
    if (!body.botToken || !body.chat?.id || !body.from?.id) throw bad('a user message needs botToken, from and chat');
    const { reply_to_message_id: replyTo, ...message } = body;
    if (replyTo) message.reply_to_message = messages.shown(entryOf(message.botToken, message.chat.id, replyTo));
    const ids = { update_id: store.updateId, message_id: store.messageId };
    await store.addUserMessage({ date: Math.floor(Date.now() / 1000), ...message });
    return ids;
  }));

  app.post('/sendCallback', route(async ({ body }) => {
    const { botToken, from, data, message } = body;
    const shown = messages.shown(entryOf(botToken, message.chat.id, message.message_id));
    const buttons = (shown.reply_markup?.inline_keyboard ?? []).flat();
    if (!buttons.some((button) => button.callback_data === data)) throw bad(`message ${message.message_id} has no button with data ${data}`);
    const ids = { update_id: store.updateId, callback_id: store.callbackId };
    await store.addUserCallback({ botToken, from, data, message: shown });
    return ids;
  }));

  app.post('/admin/files', express.raw({ type: () => true, limit: '20mb' }), route(({ query, body }) => {
    const file = files.add({ name: query.name, mime: query.mime, bytes: Buffer.isBuffer(body) ? body : Buffer.alloc(0) });
    return { file_id: file.file_id, file_unique_id: file.file_unique_id, file_size: file.bytes.length };
  }));

  // Answers at once if the bot's messages differ from the version that the caller knows, else when they change or `wait` has passed.
  app.get('/admin/messages', route(async ({ query }) => {
    const list = () => messages.inChat(query.token, query.chat_id).slice(-Number(query.last ?? 0)).map((entry) => ({ message: messages.shown(entry), edits: entry.edits ?? [] }));
    if (Number(query.known ?? -1) === messages.version && Number(query.wait) > 0) await changed(messages, Number(query.wait));
    return { version: messages.version, messages: list() };
  }));

  app.get('/admin/requests', route(({ query }) => requests.of(query.token, query.method)));
  app.get('/admin/count', route(async ({ query }) => {
    await requests.until(query.token, Number(query.until ?? 0), Number(query.wait ?? 0));
    return requests.count(query.token);
  }));
  app.get('/admin/pending', route(({ query }) => updates.pending(query.token).map((update) => update.updateId)));
  app.post('/admin/faults', route(({ body }) => { faults.add(body); }));
  // What a user did last comes again, as when its confirmation got lost: the same message or press under the next update's number.
  app.post('/admin/redeliver', route(async ({ body }) => {
    const last = store.storage.userMessages.filter((update) => update.botToken === body.token).at(-1);
    if (!last) throw bad('no user has done anything yet');
    await store.addUserUpdate({ ...last, updateId: store.updateId, isRead: false });
  }));
  app.delete('/admin/faults', route(({ query }) => { faults.clear(query.token); }));

  function entryOf(token, chatId, messageId) {
    const entry = messages.find(token, chatId, messageId);
    if (!entry) throw bad(`the bot has sent no message ${messageId} to chat ${chatId}`);
    return entry;
  }
}

function changed(messages, milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() { clearTimeout(timer); messages.off('changed', done); resolve(); }
    messages.on('changed', done);
  });
}

module.exports = { mount };
