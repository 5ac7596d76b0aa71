// Language models for tests: the npm package aimock speaks the providers' wire formats; a front before it notes what passes: requests,
// and the tokens that the answers state. Each account is a path of its own, /account/<id>. Prints "listening on <port>"; ends when
// its standard input closes, so that it never outlives the test run.
const http = require('http');
const { LLMock } = require('@copilotkit/aimock');
const { usageOf } = require('./usage');
const { cacheOf } = require('./cache');
const { Held } = require('./held');

const accounts = new Map();
const account = (id) => accounts.get(id) ?? accounts.set(id, { requests: [], held: [] }).get(id);

const main = async () => {
  const models = new LLMock({ port: 0, host: '127.0.0.1', strict: true, journalMaxEntries: 10 });
  await models.start();
  const target = new URL(models.url);

  const front = http.createServer((request, response) => {
    const [, id, rest] = /^\/account\/([^/]+)(\/.*)$/.exec(request.url) ?? [];
    if (!id) return response.writeHead(404).end();
    if (rest === '/_requests') return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(account(id).requests));
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      if (rest === '/_fixtures') {
        try {
          models.addFixturesFromJSON(JSON.parse(body));
          return response.writeHead(204).end();
        } catch (error) {
          return response.writeHead(400).end(String(error));
        }
      }
      if (rest === '/_hold') {
        account(id).held.push(new Held(JSON.parse(body)));
        return response.writeHead(204).end();
      }
      if (rest === '/_release') {
        const { cut } = JSON.parse(body);
        account(id).held.shift()[cut ? 'cut' : 'release']();
        return response.writeHead(204).end();
      }
      const key = request.headers['x-api-key'] ?? (request.headers.authorization ?? '').replace(/^Bearer /, '');
      const record = { path: rest, body, key, status: 0, usage: null };
      account(id).requests.push(record);
      if (key.startsWith('wrong')) {
        record.status = 401;
        return response.writeHead(401, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: { type: 'authentication_error', message: `Incorrect API key provided: ${key}.`, code: 'invalid_api_key' } }));
      }
      const onward = http.request({ host: target.hostname, port: target.port, method: request.method, path: rest, headers: { ...request.headers, host: target.host, 'x-test-id': id } }, (answer) => {
        record.status = answer.statusCode;
        // aimock knows no prompt cache: where one is asked for, its answers are told of here, whole.
        const cached = rest.endsWith('/messages') && body.includes('"cache_control"') ? cacheOf(id, JSON.parse(body)) : null;
        const { 'content-length': length, ...headers } = answer.headers;
        response.writeHead(answer.statusCode, cached ? headers : answer.headers);
        const heard = [];
        const held = account(id).held.find((one) => one.takes(body));
        const onto = held ? held.before(response) : response;
        answer.on('data', (chunk) => { heard.push(chunk); if (!cached) onto.write(chunk); });
        answer.on('end', () => {
          const text = Buffer.concat(heard).toString();
          const stated = usageOf(text);
          record.usage = stated && { ...stated, ...(cached && { in: cached.input_tokens, cacheRead: cached.cache_read_input_tokens, cacheWritten: cached.cache_creation_input_tokens }) };
          onto.end(cached ? text.replace(/"input_tokens":\s*\d+/g, JSON.stringify(cached).slice(1, -1)) : undefined);
        });
        answer.on('error', () => response.destroy());
      });
      onward.on('error', () => response.destroy());
      response.on('close', () => onward.destroy());
      onward.end(body);
    });
  });
  front.listen(0, '127.0.0.1', () => console.log(`listening on ${front.address().port}`));
};

process.stdin.on('end', () => process.exit(0)).resume();
main();
