// Tokens by a real issuer, the npm package oauth2-mock-server, with the keys published as Microsoft publishes them (with their
// endorsements); and Microsoft's own judge of such tokens, botframework-connector. Prints "listening on <port>"; ends with its input.
import http from 'node:http';
import { createRequire } from 'node:module';

const require = createRequire(process.env.PACKAGES + '/');
const { OAuth2Server } = await import(require.resolve('oauth2-mock-server'));
const connector = require('botframework-connector');

const issuer = new OAuth2Server(undefined, undefined, { endpoints: { token: '/:tenant/oauth2/v2.0/token' } });
await issuer.issuer.keys.generate('RS256');
let refuse = false;
let lifetime = 3600;
const signIns = [];
issuer.service.on('beforeResponse', (response, request) => {
  signIns.push(request.body);
  response.body.expires_in = lifetime;
  if (refuse) { response.statusCode = 401; response.body = { error: 'invalid_client' }; }
});
await issuer.start(0, '127.0.0.1');
const login = `http://127.0.0.1:${issuer.address().port}`;

const routes = {
  'GET /metadata': () => ({ issuer: 'https://api.botframework.com', jwks_uri: `${home}/keys`, id_token_signing_alg_values_supported: ['RS256'] }),
  'GET /keys': () => ({ keys: issuer.issuer.keys.toJSON().map((key) => ({ ...key, endorsements: ['msteams'] })) }),
  'GET /signins': () => signIns,
  'POST /signin': ({ refused, seconds }) => { refuse = refused; lifetime = seconds; return {}; },
  // Another key, of which the next tokens are made.
  'POST /rotate': async () => ({ kid: (await issuer.issuer.keys.generate('RS256')).kid }),
  'POST /token': async ({ kid, claims, age }) => ({
    token: await issuer.issuer.buildToken({ kid: kid ?? undefined, scopesOrTransform: (header, payload) => { Object.assign(payload, claims); for (const at of ['iat', 'nbf', 'exp']) payload[at] -= age; } }),
  }),
  'POST /judge': ({ token, activity, appId }) => judge(token, activity, appId),
};

async function judge(token, activity, appId) {
  const names = connector.AuthenticationConstants;
  const authentication = connector.BotFrameworkAuthenticationFactory.create(
    '', true, names.ToChannelFromBotLoginUrl, names.ToChannelFromBotOAuthScope, names.ToBotFromChannelTokenIssuer, names.OAuthUrl,
    `${home}/metadata`, names.ToBotFromEmulatorOpenIdMetadataUrl, names.PublicAzureChannel ?? 'urn:botframework:azure',
    new connector.PasswordServiceClientCredentialFactory(appId, 'not used'), new connector.AuthenticationConfiguration());
  try {
    await authentication.authenticateRequest(activity, `Bearer ${token}`);
    return { taken: true };
  } catch (error) {
    return { taken: false, why: error.message };
  }
}

const server = http.createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const route = routes[`${request.method} ${request.url}`];
  try {
    const answer = route ? await route(body ? JSON.parse(body) : {}) : { error: 'no such route' };
    response.writeHead(route ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  } catch (error) {
    response.writeHead(500).end(JSON.stringify({ error: error.message }));
  }
});
server.listen(0, '127.0.0.1');
await new Promise((ready) => { server.once('listening', ready); });
const home = `http://127.0.0.1:${server.address().port}`;
console.log(`listening on ${server.address().port}, sign-in at ${login}`);
process.stdin.resume().on('end', () => process.exit(0));
