import { Button, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { DateFigure, Money, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { ReasonDialog } from '#apps/web/workbench/kit/ReasonDialog.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'

type ClaimRow = Output<'policy.listClaims'>['items'][number]
type Asked = {
  readonly claim: ClaimRow
  readonly act: 'refuse' | 'kept' | 'broken' | 'repair' | 'noRepair'
}

const states = ['open', 'granted', 'refused', 'withdrawn'] as const
const tones = { open: 'wait', granted: 'done', refused: 'late', withdrawn: 'idle' } as const
/** those who broke a promise and ask that its entry end */
const repairs = 'repair'
const lookEveryMs = 15_000

/** What was claimed: until when it is to be decided, what was promised and until when that is to be checked. */
export function Claims() {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const { search, change } = usePlace()
  const [asked, setAsked] = useState<Asked>()
  const asksRepair = search['state'] === repairs
  const state = states.find((one) => one === search['state']) ?? 'open'
  const filter = asksRepair ? ({ repair: 'asked' } as const) : { state }
  const list = usePages('policy.listClaims', { limit: 50, ...filter }, { everyMs: lookEveryMs })
  const columns: Column<ClaimRow>[] = [
    {
      id: 'name',
      title: t('runs.claims.who'),
      always: true,
      width: 190,
      render: (row) => <strong>{row.name}</strong>,
      plain: (row) => row.name,
    },
    {
      id: 'policy',
      title: t('runs.policy'),
      width: 170,
      render: (row) => text(row.title),
      plain: (row) => text(row.title),
    },
    {
      id: 'mode',
      title: t('runs.mode'),
      width: 110,
      render: (row) => t(`runs.modes.${row.mode}`),
      plain: (row) => t(`runs.modes.${row.mode}`),
    },
    {
      id: 'amount',
      title: t('runs.amount'),
      right: true,
      width: 110,
      render: (row) => (row.amountFen === null ? '' : <Money fen={row.amountFen} />),
      plain: (row) => row.amountFen ?? undefined,
    },
    {
      id: 'lodged',
      title: t('runs.claims.lodged'),
      extra: true,
      width: 150,
      render: (row) => <MomentFigure at={row.lodgedAt} />,
      plain: (row) => row.lodgedAt,
    },
    {
      id: 'due',
      title: t('runs.claims.decideBy'),
      width: 130,
      render: (row) =>
        row.state === 'open' ? (
          <>
            {row.decideBy ? <DateFigure day={row.decideBy} /> : t('runs.claims.provisional')}
            {row.late && <Tag tone="late">{t('runs.claims.late')}</Tag>}
          </>
        ) : (
          <Tag tone={tones[row.state]}>{t(`policy:screens.claim.state.${row.state}`)}</Tag>
        ),
      plain: (row) => row.decideBy,
    },
    {
      id: 'promise',
      title: t('runs.claims.promise'),
      width: 220,
      render: (row) =>
        row.promised ? (
          <>
            {row.promised.facts.map(({ fact, text: words }) => (
              <div key={fact}>{text(words)}</div>
            ))}
            <span className="work-soft">
              {t(`policy:screens.claim.promiseState.${row.promise ?? 'unchecked'}`)} ·{' '}
              <DateFigure day={row.promised.checkBy} />
              {row.check && ` · ${row.check.reason}`}
            </span>
            {row.repair && (
              <div>
                <Tag tone={row.repair.state === 'asked' ? 'soon' : 'idle'}>
                  {t(`policy:screens.repair.state.${row.repair.state}`)}
                </Tag>{' '}
                {row.repair.text}
              </div>
            )}
          </>
        ) : (
          ''
        ),
    },
    {
      id: 'act',
      title: t('table.act'),
      always: true,
      width: 150,
      render: (row) => (
        <>
          {row.state === 'open' && may('policy.refuseClaim') && (
            <Button size="small" onClick={() => setAsked({ claim: row, act: 'refuse' })}>
              {t('runs.claims.refuse')}
            </Button>
          )}
          {row.promise === 'unchecked' &&
            may('policy.checkPromise') &&
            (['kept', 'broken'] as const).map((act) => (
              <Button key={act} size="small" onClick={() => setAsked({ claim: row, act })}>
                {t(`runs.claims.${act}`)}
              </Button>
            ))}
          {row.repair?.state === 'asked' &&
            may('policy.answerRepair') &&
            (['repair', 'noRepair'] as const).map((act) => (
              <Button key={act} size="small" onClick={() => setAsked({ claim: row, act })}>
                {t(`runs.claims.${act}`)}
              </Button>
            ))}
        </>
      ),
    },
  ]
  const { shown, choice } = useColumns('claims', columns)
  return (
    <>
      <FilterRow actions={choice}>
        <Select
          aria-label={t('runs.state')}
          value={asksRepair ? repairs : state}
          onChange={(next) => change({ state: next })}
          options={[
            ...states.map((one) => ({ value: String(one), label: t(`policy:screens.claim.state.${one}`) })),
            { value: repairs, label: t('policy:screens.repair.state.asked') },
          ]}
          style={{ minWidth: '10rem' }}
        />
      </FilterRow>
      <Sheet plain>
        <WorkTable
          label={t('runs.tab.claims')}
          columns={shown}
          rowKey={(row) => row.claimId}
          list={list}
          empty={
            state === 'open' && !asksRepair
              ? { title: t('runs.claims.none'), text: t('runs.claims.noneText') }
              : { title: t('runs.claims.noneSuch'), text: t('runs.claims.noneSuchText') }
          }
        />
      </Sheet>
      {asked && <AskReason asked={asked} onClose={() => setAsked(undefined)} />}
    </>
  )
}

function AskReason({ asked: { claim, act }, onClose }: { asked: Asked; onClose: () => void }) {
  const t = useWords()
  const text = useText()
  const say = useToast()
  const refuse = useOfficerAct('policy.refuseClaim')
  const check = useOfficerAct('policy.checkPromise')
  const repair = useOfficerAct('policy.answerRepair')
  const { partyId, claimId, promised } = claim
  const run = (reason: string) => {
    switch (act) {
      case 'refuse':
        return refuse.run({ partyId, claimId, reason })
      case 'kept':
      case 'broken':
        return check.run({ partyId, claimId, outcome: act, reason })
      default:
        return repair.run({ partyId, claimId, outcome: act === 'repair' ? 'granted' : 'refused', reason })
    }
  }
  return (
    <ReasonDialog
      title={t(`runs.claims.${act}`)}
      text={act === 'broken' && promised ? text(promised.consequence) : t('runs.claims.reasonText')}
      danger={act !== 'kept' && act !== 'repair'}
      pending={refuse.pending || check.pending || repair.pending}
      problem={refuse.problem ?? check.problem ?? repair.problem}
      onClose={onClose}
      onSubmit={async (reason) => {
        const done = await run(reason)
        if (!done) return
        onClose()
        say(t('runs.claims.done'))
      }}
    />
  )
}
