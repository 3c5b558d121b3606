import { Button, Drawer, Dropdown, Select } from 'antd'
import { api } from '#apps/web/client/api.ts'
import type { Input as InputOf } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Explanation } from '#apps/web/kits/light/Explanation.tsx'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { Money } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { usePages } from '#apps/web/workbench/kit/pages.ts'
import { SearchField } from '#apps/web/workbench/kit/SearchField.tsx'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type CandidateRow, GrantTag, grantStates, VerdictTag } from './run-words.tsx'

const verdicts = ['eligible', 'unknown', 'excluded'] as const
const lookEveryMs = 10_000

/** Who gets what, who lacks data, who is left out and why; each opens to the whole explanation. */
export function Candidates({ runId }: { runId: string }) {
  const t = useWords()
  const text = useText()
  const { search, change } = usePlace()
  const verdict = verdicts.find((one) => one === search['verdict'])
  const payment = grantStates.find((one) => one === search['payment'])
  const filter = {
    runId,
    ...(verdict ? { verdict } : {}),
    ...(payment ? { payment } : {}),
    ...(search['q'] ? { q: search['q'] } : {}),
  }
  const list = usePages('policy.listCandidates', { ...filter, limit: 50 }, { everyMs: lookEveryMs })
  const open = (row: CandidateRow) => change({ party: row.partyId })
  // The summary speaks to whoever gets it; the sum has a column of its own.
  const reasonOf = (row: CandidateRow): string =>
    row.exclusion
      ? t(`policy:exclusions.${row.exclusion}`)
      : row.verdict === 'eligible'
        ? t('runs.meets')
        : text(row.summary)
  const columns: Column<CandidateRow>[] = [
    {
      id: 'name',
      title: t('runs.who'),
      always: true,
      width: 260,
      render: (row) => (
        <button type="button" className="work-link" onClick={() => open(row)}>
          {row.name}
        </button>
      ),
      plain: (row) => row.name,
    },
    {
      id: 'verdict',
      title: t('runs.verdict'),
      always: true,
      width: 110,
      render: (row) => <VerdictTag verdict={row.verdict} />,
      plain: (row) => t(`policy:states.${row.verdict}`),
    },
    {
      id: 'reason',
      title: t('runs.why'),
      width: 300,
      render: reasonOf,
      plain: reasonOf,
    },
    {
      id: 'amount',
      title: t('runs.amount'),
      width: 130,
      right: true,
      render: (row) => (row.verdict === 'eligible' ? <Money fen={row.amountFen} /> : ''),
      plain: (row) => row.amountFen / 100,
    },
    {
      id: 'account',
      title: t('runs.account'),
      width: 110,
      render: (row) => (row.verdict === 'eligible' ? t(`runs.accounts.${row.account}`) : ''),
      plain: (row) => t(`runs.accounts.${row.account}`),
    },
    {
      id: 'payment',
      title: t('runs.part.payments'),
      width: 140,
      render: (row) => row.payment && <GrantTag state={row.payment} />,
      plain: (row) => row.payment && t(`runs.payment.${row.payment}`),
    },
    {
      id: 'creditCode',
      title: t('runs.creditCode'),
      extra: true,
      width: 190,
      render: (row) => row.creditCode ?? '',
      plain: (row) => row.creditCode,
    },
  ]
  const { shown, choice } = useColumns('candidates', columns)
  return (
    <>
      <FilterRow
        actions={
          <>
            {choice}
            <Dropdown
              trigger={['click']}
              menu={{
                items: (['xlsx', 'csv'] as const).map((format) => ({
                  key: format,
                  label: (
                    <a href={exportHref({ ...filter, format })} download>
                      {t(format === 'xlsx' ? 'table.asExcel' : 'table.asCsv')}
                    </a>
                  ),
                })),
              }}
            >
              <Button>{t('table.export')}</Button>
            </Dropdown>
          </>
        }
      >
        <SearchField label={t('runs.searchParty')} />
        <Select
          allowClear
          aria-label={t('runs.verdict')}
          placeholder={t('runs.verdict')}
          value={verdict ?? null}
          onChange={(next: string | null) => change({ verdict: next ?? '' })}
          options={verdicts.map((one) => ({ value: one, label: t(`policy:states.${one}`) }))}
          style={{ width: '8rem' }}
        />
        <Select
          allowClear
          aria-label={t('runs.part.payments')}
          placeholder={t('runs.part.payments')}
          value={payment ?? null}
          onChange={(next: string | null) => change({ payment: next ?? '' })}
          options={grantStates.map((one) => ({ value: one, label: t(`runs.payment.${one}`) }))}
          style={{ width: '10rem' }}
        />
      </FilterRow>
      <Sheet plain>
        <WorkTable
          label={t('runs.part.candidates')}
          columns={shown}
          rowKey={(row) => row.partyId}
          list={list}
          onOpen={open}
          at={search['party']}
          empty={{ title: t('runs.noCandidates'), text: t('runs.noCandidatesText') }}
        />
      </Sheet>
      <CandidateDrawer runId={runId} partyId={search['party']} onClose={() => change({ party: '' })} />
    </>
  )
}

const exportHref = (input: InputOf<'policy.exportCandidates'>) => api.href('policy.exportCandidates', input)

function CandidateDrawer({
  runId,
  partyId,
  onClose,
}: {
  runId: string
  partyId: string | undefined
  onClose: () => void
}) {
  const t = useWords()
  const text = useText()
  const result = useRead(
    'policy.getCandidate',
    { runId, partyId: partyId ?? '' },
    { enabled: partyId !== undefined },
  )
  return (
    <Drawer
      open={partyId !== undefined}
      onClose={onClose}
      size="min(44rem, 100vw)"
      title={result.data?.name ?? t('runs.who')}
      destroyOnHidden
    >
      <div className="work-drawer">
        <Loaded result={result} lines={8}>
          {(candidate) => (
            <>
              <FactList
                rows={[
                  {
                    id: 'verdict',
                    term: t('runs.verdict'),
                    value: <VerdictTag verdict={candidate.verdict} />,
                    ...(candidate.exclusion ? { note: t(`policy:exclusions.${candidate.exclusion}`) } : {}),
                  },
                  ...(candidate.creditCode
                    ? [{ id: 'code', term: t('runs.creditCode'), value: candidate.creditCode }]
                    : []),
                  ...(candidate.verdict === 'eligible'
                    ? [{ id: 'amount', term: t('runs.amount'), value: <Money fen={candidate.amountFen} /> }]
                    : []),
                  {
                    id: 'account',
                    term: t('runs.account'),
                    value: t(`runs.accounts.${candidate.account}`),
                  },
                  ...(candidate.payment
                    ? [
                        {
                          id: 'payment',
                          term: t('runs.part.payments'),
                          value: <GrantTag state={candidate.payment} />,
                          note:
                            candidate.reason &&
                            t(`policy:reasons.${candidate.reason}`, { defaultValue: candidate.reason }),
                        },
                      ]
                    : []),
                ]}
              />
              <h2 className="work-heading">{t('runs.why')}</h2>
              {candidate.explanation ? (
                <Explanation
                  explanation={candidate.explanation}
                  sentence={
                    candidate.verdict === 'eligible' ? t('runs.meets') : text(candidate.explanation.summary)
                  }
                  startOpen
                />
              ) : (
                <p>{text(candidate.summary)}</p>
              )}
            </>
          )}
        </Loaded>
      </div>
    </Drawer>
  )
}
