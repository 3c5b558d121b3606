import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { DateFigure, Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'

type Change = Output<'policy.foresee'>['items'][number]
type Combination = Output<'policy.bestCombination'>

const PolicyLink = ({ policyId, title }: { policyId: string; title: Change['title'] }) => {
  const text = useText()
  return (
    <Link to="/policies/$policyId" params={{ policyId } as never}>
      {text(title)}
    </Link>
  )
}

/** Of policies that exclude one another: what brings most, and what has to be left for it. Without any such policies, nothing. */
export function BestTogether({ partyId }: { partyId: string }) {
  const { t } = useTranslation('policy')
  const best = useRead('policy.bestCombination', { partyId })
  return (
    <Loaded result={best} lines={2}>
      {(combination) =>
        combination.leave.length === 0 ? null : (
          <Section title={t('screens.together.title')}>
            <p>
              {t('screens.together.total')} <Money fen={combination.totalFen} big />
            </p>
            <FactList
              rows={linesOf(combination, t('screens.together.instead'), t('screens.together.take'))}
            />
          </Section>
        )
      }
    </Loaded>
  )
}

function linesOf({ take, leave }: Combination, instead: string, taken: string) {
  const disputed = new Set(leave.flatMap(({ insteadOf }) => insteadOf))
  const line = (one: Combination['take'][number], note: string) => ({
    id: one.policyId,
    term: <PolicyLink policyId={one.policyId} title={one.title} />,
    value: <Money fen={one.amountFen} />,
    note,
  })
  return [
    ...take.filter(({ policyId }) => disputed.has(policyId)).map((one) => line(one, taken)),
    ...leave.map((one) => line(one, instead)),
  ]
}

const mostForeseen = 12

/** What time alone will bring or take, each with its day. */
export function Foreseen({ partyId }: { partyId: string }) {
  const { t } = useTranslation('policy')
  const text = useText()
  const foreseen = useRead('policy.foresee', { partyId })
  return (
    <Loaded result={foreseen} lines={3}>
      {({ items, through }) => (
        <Section title={t('screens.foreseen.title')}>
          {items.length === 0 ? (
            <p>
              {t('screens.foreseen.none')} <DateFigure day={through} />
            </p>
          ) : (
            <FactList
              rows={items.slice(0, mostForeseen).map((item) => ({
                id: `${item.on}${item.policyId}`,
                term: <DateFigure day={item.on} />,
                value: <PolicyLink policyId={item.policyId} title={item.title} />,
                note: `${t(`screens.became.${item.after}`)} · ${text(item.summary)}`,
              }))}
            />
          )}
        </Section>
      )}
    </Loaded>
  )
}

const mostChanges = 10

/** What has become of the enterprise's policies lately. */
export function RecentChanges({ partyId }: { partyId: string }) {
  const { t } = useTranslation('policy')
  const text = useText()
  const changes = useRead('policy.listStandingChanges', { partyId, limit: mostChanges })
  return (
    <Loaded result={changes} lines={3}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Section title={t('screens.changes.title')}>
            <FactList
              rows={items.map((item) => ({
                id: `${item.at}${item.policyId}`,
                term: <MomentFigure at={item.at} />,
                value: <PolicyLink policyId={item.policyId} title={item.title} />,
                note: `${t(`screens.became.${item.after}`)} · ${text(item.summary)}`,
              }))}
            />
          </Section>
        )
      }
    </Loaded>
  )
}
