import { operations } from 'virtual:yishang/operations'
import { useRead, useService } from '../../client/hooks.ts'
import { FactList } from '../../kits/light/FactList.tsx'
import { Count } from '../../kits/light/Figure.tsx'
import { Loaded } from '../../kits/light/Loaded.tsx'
import { Notice } from '../../kits/light/Notice.tsx'
import { Tag } from '../../kits/light/Tag.tsx'
import { useCityWords } from '../../shell/city-words.ts'
import { Figures, Sheet, WorkPage } from '../kit/WorkPage.tsx'
import { useWords } from '../kit/words.ts'

const lookEveryMs = 5_000

/** Whether the system is able to work, how far its feed is, what the city has defined. */
export default function SystemScreen() {
  const t = useWords()
  const health = useService('health', {}, { everyMs: lookEveryMs })
  return (
    <WorkPage title={t('place.system')} lead={t('system.lead')}>
      <Loaded result={health}>
        {(found) => (
          <>
            <Notice
              tone={found.status === 'ok' ? 'done' : 'late'}
              title={t(found.status === 'ok' ? 'system.ok' : 'system.degraded')}
            />
            <Figures
              items={[
                {
                  id: 'database',
                  word: t('system.database'),
                  value: (
                    <Tag tone={found.database ? 'done' : 'late'}>
                      {t(found.database ? 'system.reachable' : 'system.unreachable')}
                    </Tag>
                  ),
                },
                { id: 'feed', word: t('system.feed'), value: <Count of={found.feed} /> },
                {
                  id: 'waiting',
                  word: t('system.waiting'),
                  value: <Count of={found.waiting} />,
                  note: t('system.waitingText'),
                },
              ]}
            />
          </>
        )}
      </Loaded>
      <Definitions />
      <Interfaces />
    </WorkPage>
  )
}

/** How much of each kind the city has defined, as far as the interface tells. */
function Definitions() {
  const t = useWords()
  const { words } = useCityWords()
  const themes = useRead('casework.listThemes', {})
  const items = useRead('casework.listItems', {})
  const policies = useRead('policy.listPolicies', { limit: 200 })
  const board = useRead('scoreboard.getBoard', {})
  const counts = [
    ['departments', words?.departments.length],
    ['districts', words?.districts.length],
    ['roles', words?.roles.length],
    ['facts', words?.facts.length],
    ['items', items.data?.items.length],
    ['themes', themes.data?.items.length],
    ['policies', policies.data?.items.length],
    ['measures', board.data?.items.length],
  ] as const
  return (
    <Sheet title={t('system.definitions')}>
      <FactList
        rows={counts.map(([kind, count]) => ({
          id: kind,
          term: t(`system.kind.${kind}`),
          value: count === undefined ? t('app:state.loading') : <Count of={count} />,
        }))}
      />
    </Sheet>
  )
}

/** What outside systems can reach. */
function Interfaces() {
  const t = useWords()
  const kinds = Object.values(operations)
  return (
    <Sheet title={t('system.interfaces')} aside={<a href="/developers">{t('app:place.developers')}</a>}>
      <FactList
        rows={[
          {
            id: 'reads',
            term: t('system.reads'),
            value: <Count of={kinds.filter(([, , kind]) => kind === 'r').length} />,
          },
          {
            id: 'writes',
            term: t('system.writes'),
            value: <Count of={kinds.filter(([, , kind]) => kind === 'w').length} />,
          },
        ]}
      />
    </Sheet>
  )
}
