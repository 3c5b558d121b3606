import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { formAhead } from '#engines/casework/screens/ahead.ts'
import { EmbedShell } from './shell/EmbedShell.tsx'
import { NotFoundPage } from './shell/NotFoundPage.tsx'
import { PageFailed } from './shell/PageFailed.tsx'
import { Shell } from './shell/Shell.tsx'
import { loadWorkbench } from './shell/workbench.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage })

/** Everything for the public and for enterprises; the workbench brings a shell of its own. */
const light = createRoute({ getParentRoute: () => root, id: 'light', component: Shell })

const parent = () => light
const page = lazyRouteComponent

const home = createRoute({
  getParentRoute: parent,
  path: '/',
  component: page(() => import('./homes/public.tsx')),
})
const signIn = createRoute({
  getParentRoute: parent,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { back?: string } => backIn(search),
  component: page(() => import('./pages/sign-in.tsx')),
})
const signUp = createRoute({
  getParentRoute: parent,
  path: '/sign-up',
  validateSearch: (search: Record<string, unknown>): { back?: string } => backIn(search),
  component: page(() => import('./pages/sign-up.tsx')),
})
/** `ahead` asks for what the page will need while its files are fetched. */
const at = (
  path: string,
  load: () => Promise<{ default: ComponentType }>,
  ahead: (params: Readonly<Record<string, string>>) => void = () => undefined,
) =>
  createRoute({
    getParentRoute: parent,
    path,
    component: page(load),
    loader: ({ params }) => ahead(params),
  })

const pages = [
  at('/developers', () => import('./pages/developers.tsx')),
  at('/guides', () => import('#engines/casework/screens/guides.tsx')),
  at('/guides/$item', () => import('#engines/casework/screens/guide.tsx')),
  at('/open-data', () => import('#engines/casework/screens/open-data.tsx')),
  at('/service-record', () => import('#engines/casework/screens/service-record.tsx')),
  at('/policies', () => import('#engines/policy/screens/library.tsx')),
  at('/policies/find', () => import('#engines/policy/screens/finder.tsx')),
  at('/policies/$policyId', () => import('#engines/policy/screens/policy.tsx')),
  at('/playground', () => import('#engines/policy/screens/playground.tsx')),
  at('/publicity', () => import('#engines/policy/screens/publicity.tsx')),
  at('/publicity/$runId', () => import('#engines/policy/screens/publicity.tsx')),
  at('/waiting', () => import('#engines/policy/screens/waiting.tsx')),
  at('/disclosures', () => import('#engines/policy/screens/disclosures.tsx')),
  at('/consultations', () => import('#engines/publication/screens/consultations.tsx')),
  at('/consultations/$draftId', () => import('#engines/publication/screens/consultations.tsx')),
  at('/verify', () => import('#engines/credential/screens/verify.tsx')),
  at('/board', () => import('#engines/scoreboard/screens/board.tsx')),
  at('/board/$number', () => import('#engines/scoreboard/screens/measure.tsx')),
  at('/space', () => import('./homes/enterprise.tsx')),
  at('/space/policies', () => import('#engines/policy/screens/mine.tsx')),
  at('/space/licences', () => import('#engines/credential/screens/wallet.tsx')),
  at('/space/notices', () => import('#engines/message/screens/notices.tsx')),
  at('/space/profile', () => import('#engines/party/screens/profile.tsx')),
  at('/space/receipts', () => import('#engines/party/screens/receipts.tsx')),
  at('/space/open/$theme/$caseId', () => import('#engines/casework/screens/wizard.tsx'), formAhead),
  at('/space/cases/$caseId', () => import('#engines/casework/screens/case.tsx')),
  createRoute({ getParentRoute: parent, path: '$', component: NotFoundPage }),
]

/** A way back within this site only; anything else is dropped. */
function backIn(search: Record<string, unknown>): { back?: string } {
  const back = search['back']
  return typeof back === 'string' && /^\/(?![/\\])/.test(back) ? { back } : {}
}

/** Pages for the inside of somebody else's page. */
const embedded = createRoute({ getParentRoute: () => root, id: 'embedded', component: EmbedShell })
const embeds = [
  createRoute({
    getParentRoute: () => embedded,
    path: '/embed/policies',
    component: page(() => import('#engines/policy/screens/finder-embed.tsx')),
  }),
]

const workbench = loadWorkbench
  ? [
      createRoute({
        getParentRoute: () => root,
        path: '/workbench/$',
        component: lazyRouteComponent(loadWorkbench),
      }),
    ]
  : []

const tree = root.addChildren([
  light.addChildren([home, signIn, signUp, ...pages]),
  embedded.addChildren(embeds),
  ...workbench,
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NotFoundPage,
})
