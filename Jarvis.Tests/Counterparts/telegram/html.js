// Telegram's HTML: the text without its tags, the entities, or the refusal that Telegram gives.
const { bad } = require('./errors');

const TYPES = {
  b: 'bold', strong: 'bold', i: 'italic', em: 'italic', u: 'underline', ins: 'underline', s: 'strikethrough', strike: 'strikethrough',
  del: 'strikethrough', span: 'spoiler', 'tg-spoiler': 'spoiler', a: 'text_link', code: 'code', pre: 'pre', blockquote: 'blockquote',
};
const NAMED = { lt: '<', gt: '>', amp: '&', quot: '"' };
const TOKEN = /<(\/?)([a-z-]*)([^>]*)(>?)|&(#x?[0-9a-f]+|[a-z]+);/gi;

function parseHtml(source) {
  let text = '';
  let last = 0;
  const open = [];
  const entities = [];
  for (const token of source.matchAll(TOKEN)) {
    text += source.slice(last, token.index);
    last = token.index + token[0].length;
    const [whole, slash, tag, attributes, end, entity] = token;
    if (entity) { text += unescape(whole, entity); continue; }
    const at = `at byte offset ${Buffer.byteLength(source.slice(0, token.index))}`;
    const name = tag.toLowerCase();
    if (!TYPES[name] || !end) throw bad(`can't parse entities: Unsupported start tag "${tag}" ${at}`);
    if (!slash) { open.push({ name, offset: text.length, attributes }); continue; }
    const start = open.pop();
    if (start?.name !== name) throw bad(`can't parse entities: Unmatched end tag ${at}, expected "</${start?.name ?? ''}>", found "</${name}>"`);
    const url = /href\s*=\s*"([^"]*)"/i.exec(start.attributes)?.[1];
    if (text.length > start.offset) entities.push({ type: TYPES[name], offset: start.offset, length: text.length - start.offset, ...(url && { url }) });
  }
  if (open.length > 0) throw bad(`can't parse entities: Can't find end tag corresponding to start tag "${open.at(-1).name}"`);
  return { text: text + source.slice(last), entities };
}

function unescape(whole, entity) {
  if (!entity.startsWith('#')) return NAMED[entity.toLowerCase()] ?? whole;
  return String.fromCodePoint(/^#x/i.test(entity) ? parseInt(entity.slice(2), 16) : parseInt(entity.slice(1), 10));
}

module.exports = { parseHtml };
