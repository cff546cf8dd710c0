import { post } from '../api'
import type { Passkey, PasskeyAsking, PasskeyMaking } from '../api-types'

/** Somebody stopped it on their device, or the device could not: nothing was sent. */
export class Stopped extends Error {
  constructor(readonly why: 'stopped' | 'known' | 'unable', cause?: unknown) {
    super(why, { cause })
    this.name = 'Stopped'
  }
}

export const bytes = (text: string): ArrayBuffer =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0)).buffer
export const text = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

/** ES256, Ed25519 and RS256, as the server takes them. */
const KEYS = [-7, -8, -257]

async function asked<T extends AuthenticatorResponse>(ask: () => Promise<Credential | null>): Promise<{ id: ArrayBuffer; response: T }> {
  if (!('PublicKeyCredential' in window)) throw new Stopped('unable')
  let credential: Credential | null
  try {
    credential = await ask()
  } catch (cause) {
    throw new Stopped(cause instanceof DOMException && cause.name === 'InvalidStateError' ? 'known' : 'stopped', cause)
  }
  if (!credential) throw new Stopped('stopped')
  const { rawId, response } = credential as PublicKeyCredential
  return { id: rawId, response: response as T }
}

/** Has the device make a passkey and tells the server of it. */
export async function addPasskey(name: string): Promise<Passkey> {
  const { challenge, host, user, name: holder, known } = await post<PasskeyMaking>('/api/access/passkeys/challenge')
  const { response } = await asked<AuthenticatorAttestationResponse>(() => navigator.credentials.create({ publicKey: {
    challenge: bytes(challenge),
    rp: { id: host, name: document.title || host },
    user: { id: bytes(user), name: holder, displayName: holder },
    pubKeyCredParams: KEYS.map((alg) => ({ type: 'public-key', alg })),
    excludeCredentials: known.map((id) => ({ type: 'public-key', id: bytes(id) })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    attestation: 'none',
  } }))
  return post<Passkey>('/api/access/passkeys', { name, clientData: text(response.clientDataJSON), attestation: text(response.attestationObject) })
}

/** Has the device sign the server's challenge: what `/api/access/passkey` takes. */
export async function showPasskey(): Promise<Record<string, string>> {
  const { challenge, host } = await post<PasskeyAsking>('/api/access/passkey/challenge')
  const { id, response } = await asked<AuthenticatorAssertionResponse>(() => navigator.credentials.get({ publicKey: {
    challenge: bytes(challenge), rpId: host, userVerification: 'required',
  } }))
  return {
    credential: text(id),
    user: response.userHandle ? text(response.userHandle) : '',
    clientData: text(response.clientDataJSON),
    authenticator: text(response.authenticatorData),
    signature: text(response.signature),
  }
}
