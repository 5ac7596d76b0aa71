// What users do, on its way to the bot: by getUpdates (offset, limit, timeout) or by webhook (secret header, redelivered until
// it is answered with 2xx). An update that the bot has not confirmed is never forgotten.
const { TelegramServer } = require('telegram-test-api/lib/telegramServer');
const { TelegramError, bad } = require('./errors');
const { parsed } = require('./body');

const RETRY_MS = 100;

class Updates {
  constructor(store, faults) {
    this.store = store;
    this.faults = faults;
    this.polls = {};
    this.delivering = new Set();
    this.answered = new Set();
    store.addUserUpdate = async (update) => {
      store.storage.userMessages.push(update);
      store.updateId += 1;
      this.polls[update.botToken]?.();
      this.deliver(update.botToken);
    };
  }

  pending(token) {
    return this.store.storage.userMessages.filter((update) => update.botToken === token && !update.isRead);
  }

  async getUpdates({ token, body, request }) {
    if (this.store.webhooks[token]) {
      throw new TelegramError(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
    }
    this.polls[token]?.(new TelegramError(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'));
    this.confirm(token, Number(body.offset ?? 0));
    const take = () => this.wanted(token, parsed(body.allowed_updates)).slice(0, Number(body.limit ?? 100));
    if (take().length === 0 && Number(body.timeout) > 0) await this.change(token, Number(body.timeout), request);
    return take().map((update) => this.format(update));
  }

  confirm(token, offset) {
    const pending = this.pending(token);
    const first = offset < 0 ? pending.at(offset)?.updateId ?? 0 : offset;
    pending.filter((update) => update.updateId < first).forEach((update) => { update.isRead = true; });
  }

  wanted(token, allowed) {
    const kind = (update) => ('callbackQuery' in update ? 'callback_query' : 'message');
    const all = this.pending(token);
    if (!allowed?.length) return all;
    all.filter((update) => !allowed.includes(kind(update))).forEach((update) => { update.isRead = true; });
    return all.filter((update) => !update.isRead);
  }

  change(token, seconds, request) {
    return new Promise((resolve, reject) => {
      const done = (error) => {
        clearTimeout(timer);
        if (this.polls[token] === done) delete this.polls[token];
        if (error) reject(error); else resolve();
      };
      const timer = setTimeout(done, Math.min(seconds, 50) * 1000);
      this.polls[token] = done;
      request.res.once('close', () => done());
    });
  }

  async deliver(token) {
    if (this.delivering.has(token)) return;
    this.delivering.add(token);
    while (this.store.webhooks[token] && this.pending(token).length > 0) {
      const update = this.pending(token)[0];
      if (await this.post(token, update)) update.isRead = true;
      else await new Promise((resolve) => { setTimeout(resolve, RETRY_MS); });
    }
    this.delivering.delete(token);
  }

  async post(token, update) {
    const { url, secret_token: secret } = this.store.webhooks[token];
    // A fault of "webhook" is an answer that never reaches Telegram, which then delivers once more.
    const fault = this.faults.take({ token, method: 'webhook', body: {} });
    if (fault?.drop === 'before') return false;
    try {
      const { ok, status } = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(secret && { 'X-Telegram-Bot-Api-Secret-Token': secret }) },
        body: JSON.stringify(this.format(update)),
        signal: AbortSignal.timeout(60_000),
      });
      if (!ok) this.lastError = `Wrong response from the webhook: ${status}`;
      return ok && !fault;
    } catch (error) {
      this.lastError = error.cause?.message ?? error.message;
      return false;
    }
  }

  format(update) {
    const formatted = TelegramServer.formatUpdate(update);
    if (formatted.callback_query) formatted.callback_query.chat_instance = String(update.callbackQuery.message.chat.id);
    delete formatted.message?.botToken;
    return formatted;
  }

  setWebhook(token, { url, secret_token: secret, drop_pending_updates: drop }) {
    if (secret && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) throw bad('secret token contains unallowed characters');
    if (String(drop) === 'true') this.confirm(token, Infinity);
    if (url) this.store.setWebhook({ url, secret_token: secret }, token); else this.store.deleteWebhook(token);
    this.deliver(token);
    return true;
  }

  // Telegram forgets a query that was answered or is unknown.
  answerCallbackQuery(token, id) {
    const known = this.store.storage.userMessages.some((update) => update.botToken === token && String(update.callbackId) === String(id));
    if (!known || this.answered.has(id)) throw bad('query is too old and response timeout expired or query ID is invalid');
    this.answered.add(id);
    return true;
  }

  methods() {
    return {
      getUpdates: (call) => this.getUpdates(call),
      setWebhook: ({ token, body }) => this.setWebhook(token, body),
      deleteWebhook: ({ token, body }) => this.setWebhook(token, { ...body, url: '' }),
      getWebhookInfo: ({ token }) => ({
        url: this.store.webhooks[token]?.url ?? '', has_custom_certificate: false, pending_update_count: this.pending(token).length,
        ...(this.lastError && { last_error_message: this.lastError }),
      }),
      answerCallbackQuery: ({ token, body }) => this.answerCallbackQuery(token, body.callback_query_id),
    };
  }
}

module.exports = { Updates };
