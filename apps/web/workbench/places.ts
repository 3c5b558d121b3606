import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { Me } from '../client/contracts.ts'
import { knows } from '../client/api.ts'
import type { IconName } from '../kits/light/Icon.tsx'

/** One place of the workbench. Who may do none of its operations does not see it. */
export interface WorkPlace {
  /** the first piece of its address */
  readonly path: string
  readonly icon: IconName
  readonly operations: readonly string[]
  readonly screen: LazyExoticComponent<ComponentType>
}

export const workPlaces: readonly WorkPlace[] = [
  {
    path: 'policies',
    icon: 'check',
    operations: ['policy.listRuns'],
    screen: lazy(() => import('#engines/policy/screens/workbench/desk.tsx')),
  },
  {
    path: 'queue',
    icon: 'menu',
    operations: ['casework.listQueue'],
    screen: lazy(() => import('#engines/casework/screens/workbench/queue.tsx')),
  },
  {
    path: 'checks',
    icon: 'shield',
    operations: ['casework.listChecks'],
    screen: lazy(() => import('#engines/casework/screens/workbench/checks.tsx')),
  },
  {
    path: 'licences',
    icon: 'document',
    operations: ['credential.findLicences'],
    screen: lazy(() => import('#engines/credential/screens/workbench/licences.tsx')),
  },
  {
    path: 'collected',
    icon: 'document',
    operations: ['credential.findCollected'],
    screen: lazy(() => import('#engines/credential/screens/workbench/collected.tsx')),
  },
  {
    path: 'drafts',
    icon: 'document',
    operations: ['publication.listDrafts'],
    screen: lazy(() => import('./pages/drafts.tsx')),
  },
  {
    path: 'books',
    icon: 'shield',
    operations: ['ledger.listBooks'],
    screen: lazy(() => import('#engines/ledger/screens/workbench/books.tsx')),
  },
  {
    path: 'overdue',
    icon: 'clock',
    operations: ['policy.listCorrections'],
    screen: lazy(() => import('#engines/policy/screens/workbench/overdue.tsx')),
  },
  {
    path: 'imports',
    icon: 'document',
    operations: ['party.listImports'],
    screen: lazy(() => import('#engines/party/screens/workbench/imports.tsx')),
  },
  {
    path: 'requests',
    icon: 'question',
    operations: ['party.listFactRequests'],
    screen: lazy(() => import('#engines/party/screens/workbench/requests.tsx')),
  },
  {
    path: 'robots',
    icon: 'eye',
    operations: ['casework.robotFigures', 'casework.listSampled'],
    screen: lazy(() => import('#engines/casework/screens/workbench/robots.tsx')),
  },
  {
    path: 'catalogue',
    icon: 'menu',
    operations: ['casework.readCatalogueFile'],
    screen: lazy(() => import('#engines/casework/screens/workbench/catalogue.tsx')),
  },
  {
    path: 'notices',
    icon: 'info',
    operations: ['message.feedback'],
    screen: lazy(() => import('#engines/message/screens/workbench/feedback.tsx')),
  },
  {
    path: 'board',
    icon: 'eye',
    operations: ['scoreboard.getBoard'],
    screen: lazy(() => import('#engines/scoreboard/screens/workbench/board.tsx')),
  },
  {
    path: 'system',
    icon: 'info',
    operations: ['platform.health'],
    screen: lazy(() => import('./pages/system.tsx')),
  },
]

/** The places an account works in, in their order; the first is where it begins. */
export const placesFor = (me: Me): readonly WorkPlace[] =>
  workPlaces.filter(({ operations }) =>
    operations.some((operation) => knows(operation) && may(me, operation)),
  )

/** Services have no scope and are open to every officer; operations stand in what the account may do. */
const may = (me: Me, operation: string) =>
  operation.startsWith('platform.') || me.may[operation] !== undefined
