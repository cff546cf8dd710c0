// An identity provider for tests: oidc-provider, an implementation independent of ours, on a port of its own.
// Usage: node web/test/provider.mjs <redirect address>…; prints its issuer, then serves until it is ended.
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

const server = createServer()
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const issuer = `http://localhost:${server.address().port}`
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'niangjia', client_secret: 'a secret of the test', redirect_uris: process.argv.slice(2),
    grant_types: ['authorization_code'], response_types: ['code'],
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'employee_number'] },
  pkce: { required: () => true },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@Union.example`, email_verified: !id.startsWith('unverified'), employee_number: `E-${id}` }),
  }),
})
server.on('request', provider.callback())
console.log(issuer)
