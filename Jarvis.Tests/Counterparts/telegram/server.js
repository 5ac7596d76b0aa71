// Telegram for tests: conversations are kept by the npm package telegram-test-api; this adds what Telegram documents and the
// package lacks (offset and long polling, edit refusals, media, webhook secret), and faults that tests ask for.
// Prints "listening on <port>"; ends when its standard input closes, so that it never outlives the test run.
const express = require('express');
const { TelegramServer } = require('telegram-test-api/lib/telegramServer');
const { readBody } = require('./body');
const { Faults } = require('./faults');
const { Files } = require('./files');
const { Updates } = require('./updates');
const { Messages } = require('./messages');
const { Profile } = require('./profile');
const { refuse, TelegramError } = require('./errors');
const { Requests } = require('./requests');
const admin = require('./admin');

const store = new TelegramServer();
const files = new Files();
const faults = new Faults();
const messages = new Messages(store, files);
const updates = new Updates(store, faults);
const profile = new Profile();
const requests = new Requests();
const methods = { ...updates.methods(), ...messages.methods(), ...files.methods(), ...profile.methods() };

const app = express();
app.use(readBody);
app.all('/bot:token/:method', async (request, response) => {
  const { token, method } = request.params;
  const call = { token, method, body: { ...request.query, ...request.body }, files: request.files ?? {}, request };
  const record = { token, method, at: Date.now(), body: call.body, files: Object.values(call.files).map((f) => f.name), status: null };
  requests.add(record);
  const send = (status, body) => { record.status = status; record.said = body.description ?? body.result?.message_id; if (!response.destroyed) response.status(status).json(body); };
  try {
    const fault = faults.take(call);
    if (fault?.drop === 'before') { record.status = 'dropped'; response.destroy(); return; }
    if (fault?.status) { send(fault.status, fault.answer()); return; }
    const handler = Object.entries(methods).find(([name]) => name.toLowerCase() === method.toLowerCase())?.[1];
    if (!handler) throw new TelegramError(404, 'Not Found');
    const result = await handler(call);
    if (fault?.drop === 'after') { record.status = 'dropped after it was carried out'; response.destroy(); return; }
    send(200, { ok: true, result });
  } catch (error) {
    refuse(error, send);
  }
});
app.get('/file/bot:token/*', (request, response) => {
  const file = files.byPath(request.params[0]);
  if (file) response.type(file.mime).send(file.bytes);
  else response.status(404).json({ ok: false, error_code: 404, description: 'Not Found' });
});
admin.mount(app, { store, files, faults, messages, updates, requests });
app.use(store.webServer);

const server = app.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
// Long polls last longer than Node's patience with a silent connection.
server.requestTimeout = 0;
server.keepAliveTimeout = 120_000;
process.stdin.resume().on('end', () => process.exit(0));
