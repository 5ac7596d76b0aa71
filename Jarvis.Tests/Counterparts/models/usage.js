// The tokens that an answer states, as they went over the wire: of OpenAI's format, whole or streamed, and of Anthropic's.
const parts = (text) => {
  if (!/^(data|event):/m.test(text)) return [text];
  return text.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim()).filter((data) => data && data !== '[DONE]');
};

exports.usageOf = (text) => {
  let found = null;
  for (const part of parts(text)) {
    let value;
    try { value = JSON.parse(part); } catch { continue; }
    for (const usage of [value.usage, value.message?.usage]) {
      if (!usage) continue;
      found ??= { in: 0, out: 0 };
      found.in = Math.max(found.in, usage.prompt_tokens ?? usage.input_tokens ?? 0);
      found.out = Math.max(found.out, usage.completion_tokens ?? usage.output_tokens ?? 0);
    }
  }
  return found;
};
