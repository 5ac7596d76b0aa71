// Anthropic's prompt cache, as its documentation has it: functions, instructions and messages make one sequence of blocks; a block with
// cache_control has everything up to its end kept; what was kept before is read from the longest such beginning, and the rest up to the last mark
// is written. input_tokens counts what is neither. Tokens are taken as a quarter of the letters.
const kept = new Map();

const blocks = (body) => [
  ...(body.tools ?? []),
  ...(typeof body.system === 'string' ? [{ text: body.system }] : body.system ?? []),
  ...body.messages.flatMap((message) => (typeof message.content === 'string' ? [{ text: message.content }] : message.content).map((block) => ({ role: message.role, ...block }))),
];

exports.cacheOf = (account, body) => {
  const known = kept.get(account) ?? kept.set(account, new Set()).get(account);
  let beginning = '';
  let read = 0;
  let marked = 0;
  const mine = [];
  for (const { cache_control: mark, ...block } of blocks(body)) {
    beginning += JSON.stringify(block);
    const tokens = Math.ceil(beginning.length / 4);
    if (known.has(beginning)) read = tokens;
    if (!mark) continue;
    marked = tokens;
    mine.push(beginning);
  }
  mine.forEach((one) => known.add(one));
  const all = Math.ceil(beginning.length / 4);
  return { input_tokens: all - Math.max(read, marked), cache_read_input_tokens: read, cache_creation_input_tokens: Math.max(0, marked - read) };
};
