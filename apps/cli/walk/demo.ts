import { instantFrom, msOf } from '#kernel/time.ts'
import { type Api, connectApi } from './api.ts'

export interface Me {
  readonly id: string
  readonly now: string
  readonly today: string
  readonly demo: boolean
}
interface DemoAccount {
  readonly login: string
  readonly name: string
  readonly role: string
}

/** A demonstration city as a walk uses it: every seat in the house, and a clock that can be moved. */
export interface Demo {
  readonly url: string
  readonly as: (login: string) => Promise<Api>
  /** the first seat with the role, and undefined where the city has none */
  readonly seat: (role: string) => Promise<Api | undefined>
  readonly officers: () => Promise<readonly (DemoAccount & { api: Api })[]>
  readonly me: () => Promise<Me>
  readonly passTo: (instant: string) => Promise<void>
  /** asks again until it is true, letting the city's time pass when nothing moves */
  readonly until: <T>(ask: () => Promise<T | undefined>, patience?: Patience) => Promise<T | undefined>
}

export interface Patience {
  /** how often to ask before giving up */
  readonly tries: number
  /** how much of the city's time passes between two questions */
  readonly seconds: number
}

const usual: Patience = { tries: 120, seconds: 30 }
const pauseMs = 250

export async function demoAt(url: string): Promise<Demo> {
  const visitor = connectApi(url)
  const sessions = new Map<string, Promise<Api>>()
  const as = (login: string) => {
    const known = sessions.get(login)
    if (known) return known
    const opened = (async () => {
      const signIn = { path: '/demo/session', body: { login } }
      const api = connectApi(url, signIn)
      await api.post(signIn.path, signIn.body)
      return api
    })()
    sessions.set(login, opened)
    return opened
  }
  const accounts = async () => (await visitor.get<{ items: DemoAccount[] }>('/demo/accounts')).items
  const me = () => visitor.get<Me>('/me')
  const passTo = async (to: string) => {
    const { now } = await me()
    if (to > now) await visitor.post('/demo/clock', { to })
  }
  return {
    url,
    as,
    me,
    passTo,
    seat: async (role) => {
      const found = (await accounts()).find((account) => account.role === role)
      return found && as(found.login)
    },
    officers: async () =>
      Promise.all(
        (await accounts())
          .filter(({ role }) => role.endsWith('-officer'))
          .map(async (account) => ({ ...account, api: await as(account.login) })),
      ),
    until: async (ask, { tries, seconds } = usual) => {
      for (let i = 0; i < tries; i++) {
        const found = await ask()
        if (found !== undefined) return found
        // Two looks before the clock is moved: what happens by itself happens at once.
        if (i % 2) await passTo(instantFrom(msOf((await me()).now) + seconds * 1_000))
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
      return undefined
    },
  }
}
