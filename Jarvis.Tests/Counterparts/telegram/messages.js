// The bot's messages: send, edit with Telegram's refusals, delete. The package keeps them; `edits` on a stored message is ours.
const { EventEmitter } = require('events');
const { isDeepStrictEqual } = require('util');
const { parsed } = require('./body');
const { bad } = require('./errors');
const { describe } = require('./files');
const { parseHtml } = require('./html');
const { bot } = require('./profile');

const NOT_MODIFIED = 'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

class Messages extends EventEmitter {
  constructor(store, files) {
    super();
    this.store = store;
    this.files = files;
    this.version = 0;
    this.setMaxListeners(0);
  }

  touch() {
    this.version += 1;
    this.emit('changed');
  }

  send(call, content) {
    const { token, body } = call;
    if (!body.chat_id) throw bad('chat_id is empty');
    const message = { chat_id: body.chat_id, ...content, reply_markup: markup(body) };
    const { message_id: id } = this.store.addBotMessage(message, token);
    this.touch();
    return this.shown(this.find(token, body.chat_id, id));
  }

  edit({ token, body }, expected, change) {
    const entry = this.find(token, body.chat_id, body.message_id);
    if (!entry) throw bad(this.isUsers(token, body) ? "message can't be edited" : 'message to edit not found');
    if (expected && !(expected in entry.message)) throw bad(`there is no ${expected} in the message to edit`);
    const next = { ...entry.message, ...change, reply_markup: markup(body) };
    if (isDeepStrictEqual(clean(next), clean(entry.message))) throw bad(NOT_MODIFIED);
    (entry.edits ??= []).push({ ...entry.message });
    // The package forgets a keyboard only if it is told of one, and Telegram removes the keyboard that an edit does not repeat.
    this.store.editMessageText({ ...change, chat_id: body.chat_id, message_id: body.message_id, reply_markup: next.reply_markup });
    this.touch();
    return { ...this.shown(entry), edit_date: now() };
  }

  delete({ token, body }) {
    if (!this.find(token, body.chat_id, body.message_id) && !this.isUsers(token, body)) throw bad('message to delete not found');
    this.store.deleteMessage(Number(body.chat_id), Number(body.message_id));
    this.touch();
    return true;
  }

  find(token, chatId, messageId) {
    return this.inChat(token, chatId).find((entry) => String(entry.messageId) === String(messageId));
  }

  inChat(token, chatId) {
    return this.store.storage.botMessages.filter((entry) => entry.botToken === token && String(entry.message.chat_id) === String(chatId));
  }

  isUsers(token, body) {
    return this.store.storage.userMessages.some((update) => update.botToken === token && update.message
      && String(update.message.chat.id) === String(body.chat_id) && String(update.messageId) === String(body.message_id));
  }

  // A stored message as Telegram shows it to either side.
  shown(entry) {
    const { chat_id: chatId, message_id: _, file, kind, reply_markup: keyboard, ...content } = entry.message;
    return clean({
      message_id: entry.messageId, from: bot(entry.botToken), date: Math.floor(entry.time / 1000),
      chat: { id: Number(chatId), type: Number(chatId) < 0 ? 'group' : 'private', first_name: 'Test' },
      ...content, reply_markup: keyboard?.inline_keyboard ? keyboard : undefined, ...(file && describe(this.files.byId(file), kind)),
    });
  }

  methods() {
    return {
      sendMessage: (call) => this.send(call, text(call.body)),
      sendPhoto: (call) => this.sendFile(call, 'photo'),
      sendDocument: (call) => this.sendFile(call, 'document'),
      editMessageText: (call) => this.edit(call, 'text', text(call.body)),
      editMessageCaption: (call) => this.edit(call, 'caption', caption(call.body)),
      editMessageReplyMarkup: (call) => this.edit(call, null, {}),
      deleteMessage: (call) => this.delete(call),
    };
  }

  sendFile(call, kind) {
    const file = this.files.sent(call, kind);
    describe(file, kind);
    return this.send(call, { ...caption(call.body), file: file.file_id, kind });
  }
}

function text(body) {
  const result = content(body.text, body, 'text', 'entities');
  if (!result.text?.trim()) throw bad('message text is empty');
  if (result.text.length > 4096) throw bad('message is too long');
  return result;
}

function caption(body) {
  const result = content(body.caption ?? '', body, 'caption', 'caption_entities');
  if (result.caption.length > 1024) throw bad('message caption is too long');
  return result;
}

function content(source, body, textName, entitiesName) {
  if (!body.parse_mode) return { [textName]: source, [entitiesName]: parsed(body[entitiesName]) };
  if (body.parse_mode.toLowerCase() !== 'html') throw bad(`can't parse entities: this test server reads HTML only, not ${body.parse_mode}`);
  const result = parseHtml(source ?? '');
  return { [textName]: result.text, [entitiesName]: result.entities.length > 0 ? result.entities : undefined };
}

function markup(body) {
  const value = parsed(body.reply_markup);
  for (const button of (value?.inline_keyboard ?? []).flat()) {
    if (!button.text) throw bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
    if (button.callback_data !== undefined && (Buffer.byteLength(button.callback_data) > 64 || !button.callback_data)) throw bad('BUTTON_DATA_INVALID');
  }
  return value?.inline_keyboard?.length === 0 ? undefined : value;
}

// JSON drops undefined fields: absent and undefined are then the same.
const clean = (value) => JSON.parse(JSON.stringify({ ...value, message_id: value.message_id && Number(value.message_id), chat_id: value.chat_id && String(value.chat_id) }));
const now = () => Math.floor(Date.now() / 1000);

module.exports = { Messages };
