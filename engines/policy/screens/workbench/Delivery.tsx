import { Popover } from 'antd'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Count, Money } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { whole } from '#apps/web/workbench/kit/pages.ts'
import { Figures, Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'

type Row = Output<'policy.delivery'>['items'][number] & { readonly unopened?: number }

const lookEveryMs = 15_000
const days = (value: number | null) => (value === null ? '' : value.toFixed(1))

/** How policies arrive, policy by policy: whom they reach, how fast, why the others not, who never looked. */
export function Delivery() {
  const t = useWords()
  const text = useText()
  const { department } = useCityWords()
  const result = useRead('policy.delivery', {}, { everyMs: lookEveryMs })
  const services = useRead('policy.statistics', {})
  const target = useServicesTarget()
  const told = useRead('message.feedback', {})
  const unopenedOf = (policyId: string) => {
    const about = told.data?.items.filter(({ about }) => about === `policy/${policyId}`)
    return about?.length ? about.reduce((sum, { sent, opened }) => sum + sent - opened, 0) : undefined
  }
  const columns: Column<Row>[] = [
    {
      id: 'title',
      title: t('runs.policy'),
      always: true,
      width: 200,
      render: (row) => <strong>{text(row.title)}</strong>,
      plain: (row) => text(row.title),
    },
    { id: 'period', title: t('runs.period'), render: (row) => row.period, plain: (row) => row.period },
    {
      id: 'department',
      title: t('queue.column.department'),
      extra: true,
      render: (row) => department(row.department),
      plain: (row) => department(row.department),
    },
    {
      id: 'mode',
      title: t('runs.mode'),
      render: (row) => t(`runs.modes.${row.mode}`),
      plain: (row) => t(`runs.modes.${row.mode}`),
    },
    figure('reached', t('runs.reached'), (row) => row.reached),
    {
      id: 'paid',
      title: t('runs.paid'),
      right: true,
      render: (row) => <Money fen={row.paidFen} />,
      plain: (row) => row.paidFen / 100,
    },
    {
      id: 'cameBack',
      title: t('repayments.cameBack'),
      right: true,
      extra: true,
      render: (row) => <Money fen={row.cameBackFen} />,
      plain: (row) => row.cameBackFen / 100,
    },
    figure('pending', t('runs.pending'), (row) => row.pending),
    figure('waiting', t('runs.delivery.waiting'), (row) => row.waiting),
    figure('returned', t('runs.payment.returned'), (row) => row.returned, true),
    {
      id: 'days',
      title: t('runs.medianDays'),
      right: true,
      render: (row) => days(row.medianDays),
      plain: (row) => row.medianDays ?? undefined,
    },
    {
      id: 'factToCash',
      title: t('runs.delivery.factToCash'),
      right: true,
      render: (row) => days(row.factToCashDays),
      plain: (row) => row.factToCashDays ?? undefined,
    },
    figure('claims', t('runs.delivery.claims'), (row) => row.claims),
    figure('refused', t('runs.delivery.refused'), (row) => row.refusedClaims, true),
    figure('objections', t('runs.delivery.objections'), (row) => row.objections, true),
    figure('upheld', t('runs.delivery.upheld'), (row) => row.upheld, true),
    {
      id: 'unopened',
      title: t('runs.delivery.unopened'),
      right: true,
      render: (row) => (row.unopened === undefined ? '' : <Count of={row.unopened} />),
      plain: (row) => row.unopened,
    },
    {
      id: 'fallouts',
      title: t('runs.delivery.fallouts'),
      width: 240,
      render: (row) => row.fallouts.length > 0 && <WhyNot row={row} />,
      plain: (row) => row.fallouts.map(({ text: words, count }) => `${text(words)} ${count}`).join('; '),
    },
  ]
  const { shown, choice } = useColumns('delivery', columns)
  return (
    <Loaded result={result}>
      {({ items }) => {
        const rows = items.map((row): Row => ({ ...row, unopened: unopenedOf(row.policyId) }))
        return (
          <>
            <Figures
              items={[
                {
                  id: 'services',
                  word: t('runs.delivery.services'),
                  value: (
                    <>
                      <Count of={services.data?.withoutApplication ?? 0} />
                      {target && (
                        <span className="work-soft" data-target={target.value}>
                          {' '}
                          {t(`runs.delivery.target.${target.met ? 'met' : 'open'}`, { target: target.value })}
                        </span>
                      )}
                    </>
                  ),
                },
                {
                  id: 'reached',
                  word: t('runs.reached'),
                  value: <Count of={items.reduce((sum, { reached }) => sum + reached, 0)} />,
                },
                {
                  id: 'paid',
                  word: t('runs.paid'),
                  value: <Money fen={items.reduce((sum, { paidFen }) => sum + paidFen, 0)} big />,
                },
                {
                  id: 'cameBack',
                  word: t('repayments.cameBack'),
                  value: <Money fen={items.reduce((sum, { cameBackFen }) => sum + cameBackFen, 0)} big />,
                },
              ]}
            />
            <div className="work-below">
              <FilterRow
                actions={
                  <>
                    {choice}
                    <ExportMenu title={t('runs.tab.paid')} columns={shown} rows={async () => rows} />
                  </>
                }
              />
            </div>
            <Sheet plain>
              <WorkTable
                label={t('runs.tab.paid')}
                columns={shown}
                rowKey={(row) => `${row.policyId}${row.period}`}
                list={whole(rows)}
                empty={{ title: t('runs.nonePaid'), text: t('runs.nonePaidText') }}
              />
            </Sheet>
          </>
        )
      }}
    </Loaded>
  )
}

/** What the city's plan asks for in services without application, and whether it is reached; nothing where the plan says nothing of it. */
function useServicesTarget() {
  const board = useRead('scoreboard.getBoard', {})
  return board.data?.items
    .flatMap(({ figures }) => figures)
    .find(({ indicator }) => indicator === 'services-without-application')?.target
}

const figure = (id: string, title: string, of: (row: Row) => number, extra = false): Column<Row> => ({
  id,
  title,
  extra,
  right: true,
  render: (row) => <Count of={of(row)} />,
  plain: of,
})

/** The condition at which most fell out, and on asking all of them. */
function WhyNot({ row }: { row: Row }) {
  const t = useWords()
  const text = useText()
  const [first, ...others] = row.fallouts
  if (!first) return ''
  const line = ({ text: words, count }: (typeof row.fallouts)[number]) => (
    <>
      {text(words)} <Count of={count} />
    </>
  )
  return (
    <>
      {line(first)}{' '}
      {others.length > 0 && (
        <Popover
          trigger="click"
          content={
            <ul>
              {row.fallouts.map((one) => (
                <li key={one.condition}>{line(one)}</li>
              ))}
            </ul>
          }
        >
          <button type="button" className="work-link">
            {t('runs.delivery.more', { count: others.length })}
          </button>
        </Popover>
      )}
    </>
  )
}
